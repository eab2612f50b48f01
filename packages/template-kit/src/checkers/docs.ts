import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { buildSite } from '@notes/plugin-techdocs-backend-module-markdown/buildSite';
import type { Checker } from '../check';
import type { EmittedRepository } from '../repository';
import { problemsOf, ROOT, runTool } from '../tools';

const PORTAL_DOCS = 'plugins/techdocs-backend-module-markdown';
const STYLESHEET = join(ROOT, PORTAL_DOCS, 'assets/reader.css');
/** Its package exports no bin, so it is taken from where the workspace puts it. */
const MARKDOWNLINT = join(
  ROOT,
  'node_modules/markdownlint-cli2/markdownlint-cli2-bin.mjs',
);
/** GitHub puts the title above a template of a pull request. */
const PAGES = /^(?!.*pull_request_template).*\.md$/;
const DOCS = /^(docs\/|mkdocs\.yml$)/;

/** Checks of the pages that people read. */
export const docsCheckers: Checker[] = [
  {
    id: 'techdocs',
    artefact: 'docs',
    proves: 'the portal builds the pages, and every link leads somewhere',
    inputs: DOCS,
    needs: /^mkdocs\.yml$/,
    dependsOn: [`${PORTAL_DOCS}/src`],
    async check(_repository, context) {
      const inputDir = await context.folder();
      const outputDir = await context.scratch();
      try {
        const { warnings } = await buildSite({
          inputDir,
          outputDir,
          stylesheet: STYLESHEET,
        });
        return warnings;
      } catch (error) {
        return [(error as Error).message];
      }
    },
  },
  {
    id: 'mkdocs',
    artefact: 'docs',
    proves: 'MkDocs builds the pages without a warning',
    inputs: DOCS,
    needs: /^mkdocs\.yml$/,
    tools: ['mkdocs'],
    check: async (_repository, context) =>
      problemsOf(
        await runTool(
          context.tool('mkdocs'),
          // With --quiet it counts no warnings, and --strict would never fail.
          ['build', '--strict', '--site-dir', await context.scratch()],
          { cwd: await context.folder(), signal: context.signal },
        ),
      ),
  },
  {
    id: 'markdownlint',
    artefact: 'docs',
    proves: 'pages are clean Markdown',
    inputs: PAGES,
    async check(repository, context) {
      const folder = await context.scratch();
      await writePages(repository, folder);
      const result = await runTool(
        process.execPath,
        [MARKDOWNLINT, '**/*.md'],
        { cwd: folder, signal: context.signal },
      );
      // What it looked at is no problem.
      return problemsOf(result).filter(
        line =>
          line !== '' &&
          !/^(markdownlint-cli2 v|Finding:|Linting:|Summary:)/.test(line),
      );
    },
  },
];

async function writePages(repository: EmittedRepository, folder: string) {
  for (const [path, text] of Object.entries(repository.texts(PAGES))) {
    await mkdir(join(folder, dirname(path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  // Lines are as long as the names in them make them; every other rule is the stock one.
  await writeFile(
    join(folder, '.markdownlint.json'),
    JSON.stringify({ MD013: false }),
  );
}
