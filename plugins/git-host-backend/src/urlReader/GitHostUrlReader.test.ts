import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UrlReaders } from '@backstage/backend-defaults/urlReader';
import { mockServices } from '@backstage/backend-test-utils';
import { ScmIntegrations } from '@backstage/integration';
import { ConfigReader } from '@backstage/config';
import { commitFiles, GitStorage } from '../git';
import { createFolder } from '../__testUtils__/git';
import { createGitHostReader } from './gitHostUrlReaderFactory';

const BASE = 'http://localhost:7007/git/notes/billing';
const FILES = [
  { path: 'catalog-info.yaml', content: 'kind: Component\n' },
  { path: 'openapi.yaml', content: 'openapi: 3.0.0\n' },
  { path: 'docs/index.md', content: '# Docs\n' },
  { path: 'docs/a/b.md', content: '# B\n' },
];

describe('GitHostUrlReader', () => {
  let folder: Awaited<ReturnType<typeof createFolder>>;
  let sha: string;

  beforeAll(async () => {
    folder = await createFolder();
    const storage = new GitStorage({
      directory: folder.path,
      maxPushBytes: 1000,
    });
    const prepared = await storage.prepare('main');
    const author = { name: 'A', email: 'a@example.com' };
    sha = await commitFiles(prepared, {
      ...{ branch: 'main', message: 'Start', author, files: FILES },
    });
    await commitFiles(prepared, {
      branch: 'feature/x',
      parent: sha,
      message: 'Change',
      author,
      files: [{ path: 'openapi.yaml', content: 'openapi: 3.1.0\n' }],
    });
    await storage.publish(prepared, { owner: 'notes', name: 'billing' });
  });
  afterAll(() => folder.remove());

  const reader = () =>
    UrlReaders.create({
      logger: mockServices.logger.mock(),
      config: new ConfigReader({
        backend: { baseUrl: 'http://localhost:7007' },
        gitHost: { directory: folder.path },
      }),
      factories: [createGitHostReader],
    });

  it.each([
    ['/blob/main/openapi.yaml', 'openapi: 3.0.0\n', 'a branch'],
    ['/blob/feature/x/openapi.yaml', 'openapi: 3.1.0\n', 'a slash in a branch'],
    ['/tree/main/docs/a/b.md', '# B\n', 'tree in place of blob'],
  ])('reads %s (%s, %s)', async (path, content) => {
    const response = await reader().readUrl(`${BASE}${path}`);
    expect((await response.buffer()).toString()).toBe(content);
  });

  it('gives the commit as etag and answers "not modified" to it', async () => {
    const url = `${BASE}/blob/main/openapi.yaml`;
    expect((await reader().readUrl(url)).etag).toBe(sha);
    for (const call of ['readUrl', 'readTree', 'search'] as const) {
      await expect(reader()[call](url, { etag: sha })).rejects.toThrow(
        expect.objectContaining({ name: 'NotModifiedError' }),
      );
    }
  });

  it.each([
    ['', 4],
    ['.git', 4],
    ['/blob/main/', 4],
    ['/tree/main', 4],
    ['/tree/feature/x/docs', 2],
  ])('reads the tree of "%s" with %d files', async (path, count) => {
    const tree = await reader().readTree(`${BASE}${path}`);
    expect(await tree.files()).toHaveLength(count);
  });

  it('unpacks a subfolder with its own root', async () => {
    const tree = await reader().readTree(`${BASE}/tree/main/docs`);
    const target = await createFolder();
    const dir = await tree.dir({ targetDir: target.path });
    expect(await readFile(join(dir, 'a/b.md'), 'utf8')).toBe('# B\n');
    await target.remove();
  });

  it('finds files by a pattern and names each by its address', async () => {
    const found = await reader().search(`${BASE}/blob/feature/x/**/*.md`);
    expect(found.files.map(file => file.url).sort()).toEqual([
      `${BASE}/blob/feature/x/docs/a/b.md`,
      `${BASE}/blob/feature/x/docs/index.md`,
    ]);
    expect((await found.files[0].content()).toString()).toMatch(/^# /);
  });

  it('finds nothing in a repository or on a branch that does not exist', async () => {
    for (const url of [`${BASE}x/blob/main/*`, `${BASE}/blob/none/*`]) {
      expect((await reader().search(url)).files).toEqual([]);
      await expect(reader().readUrl(url)).rejects.toThrow(
        expect.objectContaining({ name: 'NotFoundError' }),
      );
    }
  });

  it('resolves what a catalog file and TechDocs refer to', async () => {
    const integrations = ScmIntegrations.fromConfig(new ConfigReader({}));
    const base = `${BASE}/blob/main/catalog-info.yaml`;
    const text = integrations.resolveUrl({ url: './openapi.yaml', base });
    const docs = integrations.resolveUrl({ url: '.', base });

    const file = await reader().readUrl(text);
    expect((await file.buffer()).toString()).toBe('openapi: 3.0.0\n');
    const tree = await reader().readTree(docs);
    expect(await tree.files()).toHaveLength(4);
  });

  it.each([
    '/blob/main/../../../../etc/passwd',
    '/blob/main/%2e%2e/%2e%2e/secret',
    '/blob/main/..%2f..%2fsecret',
    '/blob/--output=x/y',
    '/blob/main/.git/config',
    '/blob/main%00/x',
    '/raw/main/openapi.yaml',
    '/../../secret/blob/main/x',
    '/blob/main/%zz',
  ])('refuses the hostile address %s', async path => {
    await expect(reader().readUrl(`${BASE}${path}`)).rejects.toThrow();
  });

  it('leaves other addresses to other readers', async () => {
    const other = 'http://localhost:7007/api/catalog/entities';
    await expect(reader().readUrl(other)).rejects.toThrow(/not allowed/);
  });
});
