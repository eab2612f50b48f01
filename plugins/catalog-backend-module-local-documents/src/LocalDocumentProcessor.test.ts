/** Unit layer: what the processor leaves alone, and what it says. */
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalDocumentProcessor } from './LocalDocumentProcessor';

const FILE = { type: 'file', target: join(tmpdir(), 'catalog-info.yaml') };
const entity = (kind: string, definition: unknown) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name: 'one' },
  spec: { definition } as never,
});

describe('LocalDocumentProcessor', () => {
  const processor = new LocalDocumentProcessor();

  it.each([
    ['a text', entity('API', 'openapi: 3.1.0'), FILE],
    ['a URL', entity('API', { $text: 'https://x.example/a.yaml' }), FILE],
    ['another kind', entity('Component', { $text: './a.yaml' }), FILE],
    ['no definition', entity('API', null), FILE],
    [
      'a catalog file from a URL',
      entity('API', { $text: './a.yaml' }),
      { type: 'url', target: 'https://x.example/catalog-info.yaml' },
    ],
  ])('leaves %s to the stock processors', async (_what, given, location) => {
    const emit = jest.fn();
    expect(await processor.preProcessEntity(given, location, emit)).toBe(given);
    expect(emit).not.toHaveBeenCalled();
  });

  describe('with a file beside which others lie', () => {
    let folder: string;

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'local-documents-'));
      const inside = join(folder, 'service');
      await mkdir(inside);
      await writeFile(join(folder, 'secret.yaml'), 'not for the catalog');
      await symlink('../secret.yaml', join(inside, 'link.yaml'));
      await writeFile(join(inside, 'large.yaml'), 'x'.repeat(2_097_153));
    });

    afterAll(() => rm(folder, { recursive: true, force: true }));

    it.each([
      ['./gone.yaml', 'there is no file "./gone.yaml"'],
      ['../secret.yaml', '"../secret.yaml" leads out of the folder'],
      ['./link.yaml', '"./link.yaml" leads out of the folder'],
      ['./large.yaml', 'has 2097153 bytes, expected at most 2097152'],
    ])('refuses %s and says why', async (path, message) => {
      const target = join(folder, 'service', 'catalog-info.yaml');
      await expect(
        processor.preProcessEntity(
          entity('API', { $text: path }),
          { type: 'file', target },
          jest.fn(),
        ),
      ).rejects.toThrow(message);
    });
  });
});
