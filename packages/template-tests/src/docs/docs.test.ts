import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { buildSite } from '@notes/plugin-techdocs-backend-module-markdown/buildSite';
import { parse } from 'yaml';
import { describeWith, runTool } from '../delivery/tools';
import {
  coveringCombinations,
  observabilityCombinations,
  type ObservabilityOptions,
  titleOf,
} from '../observability/observabilityValues';
import {
  renderObservability,
  type TextFiles,
  writeFiles,
} from '../observability/renderObservability';
import { lintMarkdown } from './lintMarkdown';

const STYLESHEET = resolvePackagePath(
  '@notes/plugin-techdocs-backend-module-markdown',
  'assets/reader.css',
);

/**
 * Everything that pages speak of. The kit builds the pages of every pair of choices (`techdocs`, `mkdocs`,
 * `markdownlint`); here stand the counts of pages and the words that people may type.
 */
const CASES: readonly ObservabilityOptions[] = [
  coveringCombinations[0],
  { mesh: 'sidecar', canary: '90-10', secrets: 'vault', chaos: true },
  {
    mesh: 'ambient',
    canary: '10-50-100',
    secrets: 'aws',
    ci: 'jenkins',
    exposure: 'public',
  },
  {
    name: 'end',
    owner: 'group:default/1e3',
    description: 'Says <b>&amp; *no* "thing": [x](y)',
  },
];

/** What the portal's own generator makes of the pages; it throws when a link leads nowhere. */
async function buildInPortal(files: TextFiles) {
  const { folder, remove } = writeFiles(files);
  const outputDir = join(folder, 'site');
  mkdirSync(outputDir);
  try {
    return await buildSite({
      inputDir: folder,
      outputDir,
      stylesheet: STYLESHEET,
    });
  } finally {
    remove();
  }
}

describe.each(CASES.map(one => [titleOf(one), one] as const))(
  'the docs of a service with %s',
  (_title, options) => {
    const files = renderObservability(options);

    it('are built by the portal without a warning', async () => {
      const { pages, warnings } = await buildInPortal(files);
      expect(warnings).toEqual([]);
      expect(pages).toBe(options.chaos ? 9 : 8);
    });

    it('are clean Markdown', () => {
      const { folder, remove } = writeFiles(files);
      const { status, output } = lintMarkdown(folder);
      remove();
      expect({ status, output }).toMatchObject({ status: 0 });
    });

    it('have every page in the navigation', () => {
      const nav = JSON.stringify(parse(files['mkdocs.yml']).nav);
      const pages = Object.keys(files).filter(path => path.startsWith('docs/'));
      for (const page of pages)
        expect(nav).toContain(page.slice('docs/'.length));
    });
  },
);

describe.each(
  observabilityCombinations.map(one => [titleOf(one), one] as const),
)('the words about a service with %s', (_title, options) => {
  const files = renderObservability(options);

  it.each([
    ['PostgreSQL', options.database === 'postgresql'],
    ['[(Redis)]', options.cache === 'redis'],
    ['{{Kafka}}', options.events !== 'none'],
  ])('show %s in the picture exactly when it is chosen: %s', (part, chosen) => {
    expect(files['docs/architecture.md'].includes(part)).toBe(chosen);
  });

  it('have nothing of the template and no gaps in them', () => {
    for (const [path, text] of Object.entries(files)) {
      expect([
        path,
        /\$\{\{|\{%|%\}|undefined|\n\n\n|[ \t]\n/.exec(text),
      ]).toEqual([path, null]);
      expect(text.endsWith('\n')).toBe(true);
    }
  });
});

describe('a broken link', () => {
  it('is refused by the portal', async () => {
    const files = renderObservability({});
    files['docs/index.md'] += '\n[gone](runbook.md#no-such-alert)\n';
    await expect(buildInPortal(files)).rejects.toThrow('no-such-alert');
  });
});

describeWith(['mkdocs'], 'what MkDocs says about the docs', () => {
  it.each(CASES.map(one => [titleOf(one), one] as const))(
    'of a service with %s',
    (_title, options) => {
      const { folder, remove } = writeFiles(renderObservability(options));
      const { status, output } = runTool(
        'mkdocs',
        ['build', '--strict', '--site-dir', 'site'],
        { cwd: folder },
      );
      remove();
      expect({ status, output }).toMatchObject({ status: 0 });
    },
    60_000,
  );
});
