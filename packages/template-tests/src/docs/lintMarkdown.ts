import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';

/** Lines are as long as the names in them make them; every other rule is the stock one. */
const CONFIG = { config: { MD013: false }, globs: ['docs/**/*.md'] };

/** Its package exports no bin, so it is taken from where the workspace puts it. */
const LINTER = resolvePackagePath(
  '@notes/template-tests',
  '../../node_modules/markdownlint-cli2/markdownlint-cli2-bin.mjs',
);

/** What markdownlint says about the pages below `docs` of a folder. */
export function lintMarkdown(folder: string): {
  status: number | null;
  output: string;
} {
  writeFileSync(
    join(folder, '.markdownlint-cli2.jsonc'),
    JSON.stringify(CONFIG),
  );
  const { status, stdout, stderr } = spawnSync(process.execPath, [LINTER], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { status, output: stdout + stderr };
}
