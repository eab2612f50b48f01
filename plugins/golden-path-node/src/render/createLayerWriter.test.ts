import {
  chmod,
  mkdir,
  mkdtemp,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { FileTemplateLibrary } from '../library';
import { createLayerWriter, type LayerWriter } from './createLayerWriter';
import { createStockWriter } from './createStockWriter';
import type { LayerFile } from './LayerFile';
import { renderGoldenPath } from './renderGoldenPath';

const refuse = async (): Promise<never> => {
  throw new Error('nothing is read from elsewhere');
};
const options = {
  reader: { readUrl: refuse, readTree: refuse, search: refuse },
  integrations: ScmIntegrations.fromConfig(new ConfigReader({})),
};

describe('createLayerWriter', () => {
  let root: string;
  const createTemporaryDirectory = () => mkdtemp(join(root, 'temporary-'));
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'writer-'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  async function write(path: string, content: string | Buffer) {
    await mkdir(dirname(join(root, 'layer', path)), { recursive: true });
    await writeFile(join(root, 'layer', path), content);
  }

  /** What both ways make of the same layer, by path. */
  async function renderBoth(layer: { copy?: boolean } = {}) {
    const job = {
      library: new FileTemplateLibrary({ root, template: 'demo' }),
      layer: { from: 'layer', ...layer },
      values: { name: 'billing', on: true },
      createTemporaryDirectory,
    };
    const byPath = (files: LayerFile[]) =>
      files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
    return {
      memory: byPath(await createLayerWriter(options)(job)),
      stock: byPath(await createStockWriter(options)(job)),
    };
  }

  it.each([{}, { copy: true }])(
    'writes with %j what the stock actions write',
    async layer => {
      await write('a.md', '{% if values.on %}\n  on\n{% endif %}\n{{ x }}\n');
      await write('${{ values.name }}/${{ values.name }}.txt', 'é\r\n');
      await write('${{ "x" if values.off }}/gone.txt', 'gone');
      await write('image.png', Buffer.from([137, 80, 78, 71, 0, 1, 2, 255]));
      await write('.hidden/run.sh', '#!/bin/sh\n');
      await chmod(join(root, 'layer/.hidden/run.sh'), 0o755);
      await symlink('a.md', join(root, 'layer/link.md'));
      await symlink('/etc/hostname', join(root, 'layer/outside'));

      const { memory, stock } = await renderBoth(layer);

      expect(memory).toEqual(stock);
      expect(memory.map(file => file.path)).not.toContain('outside');
      expect(memory.length).toBeGreaterThan(4);
    },
  );

  it('leaves a layer with a filter of the stock actions to them', async () => {
    await write('a.md', "${{ 'Group:Default/A' | parseEntityRef | dump }}");
    const { memory, stock } = await renderBoth();
    expect(memory).toEqual(stock);
    expect(memory[0].content.toString()).toContain('"namespace"');
  });

  it('sees a change of the library that keeps the size of the file', async () => {
    await write('a.md', 'one');
    expect((await renderBoth()).memory[0].content.toString()).toBe('one');
    await write('a.md', 'two');
    expect((await renderBoth()).memory[0].content.toString()).toBe('two');
  });

  it('renders other values of the same library anew, and the first again', async () => {
    await write('${{ values.name }}.md', '${{ values.name }}');
    const writer = createLayerWriter(options);
    const names = ['a', 'b', 'a', 'c', 'd', 'e', 'f', 'a'];
    for (const name of names) {
      const [file] = await writer({
        library: new FileTemplateLibrary({ root, template: 'demo' }),
        layer: { from: 'layer' },
        values: { name },
        createTemporaryDirectory,
      });
      expect([file.path, `${file.content}`]).toEqual([`${name}.md`, name]);
    }
  });

  it.each(['node-service', 'python-service'])(
    'renders every file of %s as the stock actions do',
    async template => {
      const render = (writer: LayerWriter) =>
        renderGoldenPath({
          libraryRoot: resolve(__dirname, '../../../../templates'),
          ...{ template, write: writer },
          parameters: {
            ...{ name: 'billing', description: 'Writes "invoices"' },
            ...{ owner: 'group:default/notes-team', repoOwner: 'notes' },
            ...{ system: 'system:default/notes', database: 'postgresql' },
            ...{ cache: 'redis', events: 'both', mesh: 'sidecar' },
            ...{ canary: '90-10', secrets: 'vault', chaos: true },
          },
          settings: {
            platformBaseUrl: 'https://portal.example',
            gitHostUrl: 'https://portal.example/git',
            grafanaUrl: 'https://grafana.example',
            registries: { ecr: 'registry.example' },
            crossplaneForm: 'namespaced',
            podSecurityVersion: 'v1.36',
            gitopsRepo: 'platform/gitops',
          },
        });
      const memory = await render(createLayerWriter(options));
      const stock = await render(createStockWriter(options));
      expect(memory.files.length).toBeGreaterThan(150);
      expect(memory.files).toEqual(stock.files);
    },
    60_000,
  );
});
