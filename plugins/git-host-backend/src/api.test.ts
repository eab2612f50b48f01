import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  DEVELOPER,
  GitHost,
  OTHER,
  startGitHost,
} from './__testUtils__/startGitHost';

const files = [
  { path: 'README.md', content: '# Hello\n' },
  { path: 'src/a.ts', content: 'export {};\n' },
];
const initialCommit = { message: 'Start', files };

describe('git host API', () => {
  let host: GitHost;
  const dev = () => host.as(DEVELOPER);
  const other = () => host.as(OTHER);

  beforeAll(async () => {
    host = await startGitHost({
      policy: question =>
        question.user === DEVELOPER ||
        (question.permission.endsWith('.read') &&
          question.resourceRef !== 'notes/secret'),
    });
  });
  afterAll(() => host.stop());

  const create = (name: string, extra: object = {}) =>
    host.client.createRepository(
      { owner: 'notes', name, initialCommit, ...extra },
      dev(),
    );

  it('answers 200 to those who may and 403 to those who may not', async () => {
    await create('secret');
    const url = `${host.origin}/api/git-host/v1/repositories/notes/secret`;
    const get = (token: string) =>
      fetch(url, { headers: { authorization: `Bearer ${token}` } });

    expect((await get(dev().token)).status).toBe(200);
    expect((await get(other().token)).status).toBe(403);
    expect((await get('mock-none-token')).status).toBe(401);
  });

  it('finds repositories by words, page by page', async () => {
    await create('alpha', { description: 'Invoices for 100% of customers' });
    await create('beta', { description: 'Letters' });
    const names = async (text: string) => {
      const list = await host.client.listRepositories({ text }, dev());
      return list.items.map(item => item.name);
    };
    expect(await names('invoices notes/alp')).toEqual(['alpha']);
    expect(await names('100%')).toEqual(['alpha']);
    expect(await names('nothing like this')).toEqual([]);
    const page = await host.client.listRepositories(
      { limit: 1, offset: 1 },
      dev(),
    );
    expect(page.items).toHaveLength(1);
    expect(page.total).toBeGreaterThan(1);
  });

  it('hides archived repositories from the list until they are asked for', async () => {
    const id = { owner: 'notes', name: 'resting' };
    await create(id.name);
    await host.client.setArchived(id, true, dev());
    const list = (includeArchived: boolean) =>
      host.client.listRepositories({ text: 'resting', includeArchived }, dev());
    expect((await list(false)).total).toBe(0);
    expect((await list(true)).items).toMatchObject([{ archived: true }]);
    await expect(
      host.client.setArchived(id, false, other()),
    ).rejects.toMatchObject({ name: 'NotAllowedError' });
    const back = await host.client.setArchived(id, false, dev());
    expect(back.archived).toBe(false);
  });

  it('deletes with a key only what was made with it and nobody has changed', async () => {
    const id = { owner: 'notes', name: 'keyed' };
    const start = {
      message: 'Start',
      files: [{ path: 'a', content: 'a' }],
    };
    const keyed = { ...dev(), idempotencyKey: 'task-1' };
    await host.client.createRepository({ ...id, initialCommit: start }, keyed);
    const remove = (idempotencyKey: string) =>
      host.client.deleteRepository(id, { ...dev(), idempotencyKey });
    await expect(remove('task-2')).rejects.toMatchObject({
      name: 'NotFoundError',
    });
    await host.client.setArchived(id, true, dev());
    await expect(remove('task-1')).rejects.toThrow(/has been archived/);
    await host.client.setArchived(id, false, dev());
    await remove('task-1');
    await host.client.createRepository({ ...id, initialCommit: start }, keyed);
    const work = [{ path: 'b', content: 'b' }];
    await host.client.commit(id, { message: 'Work', files: work }, dev());
    await expect(remove('task-1')).rejects.toThrow(/has been changed since/);
  });

  it('deletes a repository with its folder', async () => {
    const id = { owner: 'notes', name: 'goner' };
    await create(id.name);
    await expect(
      host.client.deleteRepository(id, other()),
    ).rejects.toMatchObject({ name: 'NotAllowedError' });

    await host.client.deleteRepository(id, dev());

    expect(existsSync(join(host.folder, 'notes', 'goner.git'))).toBe(false);
    await expect(host.client.getRepository(id, dev())).rejects.toMatchObject({
      name: 'NotFoundError',
      message: "Repository 'notes/goner' does not exist",
    });
    expect((await create(id.name)).outcome).toBe('created');
  });

  it('keeps aside a folder that no repository owns', async () => {
    const path = join(host.folder, 'notes', 'orphan.git');
    await mkdir(path, { recursive: true });
    await writeFile(join(path, 'precious'), 'x');
    const { outcome } = await create('orphan');
    expect(outcome).toBe('created');
    expect(existsSync(join(path, 'precious'))).toBe(false);
    expect(existsSync(join(host.folder, '.work'))).toBe(true);
  });

  it('makes one repository when equal requests race', async () => {
    const options = { ...dev(), idempotencyKey: 'race-1' };
    const request = { owner: 'notes', name: 'raced', initialCommit };
    const all = await Promise.all(
      [1, 2, 3].map(() => host.client.createRepository(request, options)),
    );
    expect(new Set(all.map(one => one.commitSha)).size).toBe(1);
    expect(all.filter(one => one.outcome === 'created')).toHaveLength(1);
  });

  it('reads folders, files, history and the README', async () => {
    const id = { owner: 'notes', name: 'readable' };
    const { commitSha } = await create(id.name);
    const tree = await host.client.getTree(id, {}, other());
    expect(tree).toMatchObject({ ref: 'main', commitSha });
    expect(tree.entries.map(({ name, type }) => [name, type])).toEqual([
      ['src', 'directory'],
      ['README.md', 'file'],
    ]);
    const inner = await host.client.getTree(id, { path: 'src' }, other());
    expect(inner.entries[0].path).toBe('src/a.ts');
    const readme = await host.client.getReadme(id, {}, other());
    expect(readme?.content).toBe('# Hello\n');
    const commit = await host.client.getCommit(id, commitSha!, other());
    expect(commit.diff).toMatchObject({ additions: 2, truncated: false });
    const history = { path: 'src/a.ts', limit: 1 };
    const page = await host.client.listCommits(id, history, other());
    expect(page).toMatchObject({ items: [{ sha: commitSha }] });
    expect(page.nextCursor).toBeUndefined();
  });

  it('says that an empty repository is empty', async () => {
    const id = { owner: 'notes', name: 'empty' };
    await create(id.name, { initialCommit: undefined });
    expect(await host.client.listBranches(id, dev())).toEqual([]);
    expect(await host.client.getReadme(id, {}, dev())).toBeUndefined();
    await expect(host.client.getTree(id, {}, dev())).rejects.toMatchObject({
      name: 'NotFoundError',
    });
  });

  it('does not show what is too large to read', async () => {
    const id = { owner: 'notes', name: 'large' };
    const content = 'x'.repeat(1024 * 1024 + 1);
    await create(id.name, {
      initialCommit: { message: 'L', files: [{ path: 'l.txt', content }] },
    });
    const file = await host.client.getFile(id, { path: 'l.txt' }, dev());
    expect(file).toMatchObject({ kind: 'too-large', size: content.length });
    expect(file.content).toBeUndefined();
  });

  describe('refuses hostile input', () => {
    const id = { owner: 'notes', name: 'target' };
    const outside = () => join(host.folder, '..', 'hostile-proof');
    beforeAll(() => create(id.name));

    it.each([
      '..',
      '.',
      '',
      '-rf',
      '--upload-pack=touch',
      'a/b',
      'a\\b',
      'a\0b',
      'A',
      'a b',
      'a;touch x',
      '$(touch x)',
      'x.git',
      'x.lock',
      'a..b',
      '.work',
      'é',
      'x'.repeat(101),
    ])('as a name: %j', async name => {
      await expect(
        host.client.createRepository({ owner: 'notes', name }, dev()),
      ).rejects.toMatchObject({ name: 'InputError' });
      await expect(
        host.client.createRepository({ owner: name, name: 'ok' }, dev()),
      ).rejects.toMatchObject({ name: 'InputError' });
    });

    it.each([
      '-x',
      '--output=/tmp/x',
      'main..x',
      'main:README.md',
      'main^{/x}',
      'main~1',
      'main@{1}',
      '@{-1}',
      '../../../etc/passwd',
      'a b',
      'a\nb',
      'refs/heads/main',
      ':/Start',
    ])('as a ref: %j', async ref => {
      for (const call of [
        () => host.client.getTree(id, { ref }, dev()),
        () => host.client.getFile(id, { ref, path: 'README.md' }, dev()),
        () => host.client.listCommits(id, { ref }, dev()),
        () => host.client.getCommit(id, ref, dev()),
      ]) {
        await expect(call()).rejects.toMatchObject({ name: 'InputError' });
      }
    });

    it.each([
      '../x',
      'a/../../x',
      '/etc/passwd',
      '.git/config',
      'a/.GIT/hooks/x',
      '.git ',
      'git~1/x',
      'a//b',
      'a\\b',
      'a\nb',
      'a\0b',
      './a',
    ])('as a path: %j', async path => {
      const bad = { name: 'InputError' };
      await expect(
        host.client.getFile(id, { path }, dev()),
      ).rejects.toMatchObject(bad);
      await expect(
        create('written', {
          initialCommit: { message: 'm', files: [{ path, content: 'x' }] },
        }),
      ).rejects.toMatchObject(bad);
    });

    it('as an author, a message or content that speaks to fast-import', async () => {
      const evil = 'x\ndone\ncommit refs/heads/evil\nget-mark :1';
      const author = { name: `E <e>\n${evil}`, email: `e@x>\n${evil}` };
      await create('spoken', {
        initialCommit: {
          ...{ message: evil, author },
          files: [
            { path: 'a" b\'.txt', content: evil },
            { path: '--help', content: 'x' },
            { path: ':(glob)**', content: 'y' },
          ],
        },
      });
      const spoken = { owner: 'notes', name: 'spoken' };
      const branches = await host.client.listBranches(spoken, dev());
      expect(branches.map(branch => branch.name)).toEqual(['main']);
      const path = ':(glob)**';
      const file = await host.client.getFile(spoken, { path }, dev());
      expect(file.content).toBe('y');
      expect(existsSync(outside())).toBe(false);
    });

    it.each([
      [{ owner: 'notes' }, /name/],
      [
        { owner: 'notes', name: 'x', ownerRef: 'x' },
        /ownerRef: expected an entity reference/,
      ],
      [{ owner: 'notes', name: 'x', defaultBranch: '-f' }, /branch "-f"/],
      [{ owner: 'notes', name: 'x', surprise: true }, /surprise/],
    ])('as a body: %j', async (body, message) => {
      await expect(
        host.client.createRepository(body as never, dev()),
      ).rejects.toThrow(message);
    });
  });
});

describe('git host without a folder', () => {
  it('starts, and says what to set when it is asked', async () => {
    const host = await startGitHost({
      gitHost: { directory: undefined as never },
    });
    await expect(
      host.client.createRepository(
        { owner: 'notes', name: 'x' },
        host.as(DEVELOPER),
      ),
    ).rejects.toThrow(/set 'gitHost.directory' in app-config/);
    await host.stop();
  });
});
