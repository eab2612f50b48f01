import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import techdocsPlugin from '@backstage/plugin-techdocs-backend';
import techdocsModuleMarkdown from './index';

const backends: TestBackend[] = [];
const directories: string[] = [];

function temporary(files: Record<string, string> = {}): string {
  const directory = mkdtempSync(join(tmpdir(), 'docs-module-'));
  directories.push(directory);
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, file)), { recursive: true });
    writeFileSync(join(directory, file), content);
  }
  return directory;
}

async function start(options: { generator?: object; source?: string }) {
  const work = temporary();
  const backend = await startTestBackend({
    features: [
      techdocsPlugin,
      techdocsModuleMarkdown,
      catalogServiceMock.factory({
        entities: [
          {
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'Component',
            metadata: {
              name: 'words',
              uid: `uid-${work}`,
              annotations: {
                'backstage.io/managed-by-location': `file:${options.source}/catalog-info.yaml`,
                'backstage.io/techdocs-ref': 'dir:.',
              },
            },
            spec: { type: 'documentation' },
          },
        ],
      }),
      mockServices.rootConfig.factory({
        data: {
          backend: { baseUrl: 'http://localhost:0', workingDirectory: work },
          techdocs: {
            builder: 'local',
            publisher: {
              type: 'local',
              local: { publishDirectory: join(work, 'published') },
            },
            generator: { runIn: 'local', ...options.generator },
          },
        },
      }),
    ],
  });
  backends.push(backend);
  const url = `http://localhost:${backend.server.port()}/api/techdocs`;
  return (path: string, headers?: Record<string, string>) =>
    fetch(`${url}${path}`, { headers });
}

afterEach(async () => {
  await Promise.all(backends.splice(0).map(backend => backend.stop()));
  directories
    .splice(0)
    .forEach(directory => rmSync(directory, { recursive: true, force: true }));
});

// The thread loads its sources on first use, which takes long on a busy machine.
jest.setTimeout(60_000);

const EVENTS = { accept: 'text/event-stream' };

describe('the markdown module of techdocs', () => {
  it('builds and serves the docs of an entity through the stock plugin', async () => {
    const source = temporary({
      'docs/index.md': '# Words\n\n```python\nprint(1)\n```',
      'mkdocs.yml': 'site_name: Words\nhooks: [a]',
    });
    const get = await start({ source });

    const events = await (
      await get('/sync/default/component/words', EVENTS)
    ).text();
    expect(events).toContain('Built 1 pages in');
    expect(events).toContain('mkdocs.yml: \\"hooks\\" has no effect here');
    expect(events).toContain('event: finish\ndata: {"updated":true}');

    const page = await get('/static/docs/default/component/words/index.html');
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<span class="f">print</span>');
    expect(
      await (await get('/metadata/techdocs/default/component/words')).json(),
    ).toMatchObject({ site_name: 'Words' });
  });

  it('tells the reader which link is broken, and publishes nothing', async () => {
    const get = await start({
      source: temporary({ 'docs/index.md': '[a](gone.md)' }),
    });
    const events = await (
      await get('/sync/default/component/words', EVENTS)
    ).text();
    expect(events).toContain(
      'docs/index.md:1: the link \\"gone.md\\" is broken',
    );
    expect(events).toContain('event: error');
    expect(
      (await get('/static/docs/default/component/words/index.html')).status,
    ).toBe(404);
  });

  it('gives up a build that takes too long', async () => {
    const page = Array.from({ length: 60_000 }, (_, n) => `[a${n}][b] *c*`);
    const source = temporary(
      Object.fromEntries(
        ['index', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map(name => [
          `docs/${name}.md`,
          page.join('\n\n'),
        ]),
      ),
    );
    const get = await start({
      source,
      generator: { markdown: { timeoutSeconds: 1 } },
    });
    const events = await (
      await get('/sync/default/component/words', EVENTS)
    ).text();
    expect(events).toContain('was not built within 1 s');
  });

  it('leaves the stock engine in place when the config asks for it', async () => {
    const source = temporary({
      'docs/index.md': '# A',
      'mkdocs.yml': 'docs_dir: ../x',
    });
    const get = await start({ source, generator: { engine: 'mkdocs' } });
    const events = await (
      await get('/sync/default/component/words', EVENTS)
    ).text();
    expect(events).toContain(
      "docs_dir configuration value in mkdocs can't be an absolute directory",
    );
  });

  it.each([
    {
      reason: 'the engine',
      generator: { engine: 'hugo' },
      message:
        'Invalid config at "techdocs.generator.engine": "hugo", expected one of "markdown", "mkdocs"',
    },
    {
      reason: 'the time limit',
      generator: { markdown: { timeoutSeconds: 0 } },
      message:
        'Invalid config at "techdocs.generator.markdown.timeoutSeconds": 0, expected seconds between 1 and 3600',
    },
  ])(
    'refuses to start with a wrong value for $reason',
    async ({ generator, message }) => {
      await expect(start({ generator })).rejects.toThrow(message);
    },
  );
});
