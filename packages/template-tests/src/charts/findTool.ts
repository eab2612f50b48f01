import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';

const TOOLS = resolvePackagePath('@notes/template-tests', '../../.tools');

/** Where a checker lies: what `npm run tools` installed, or else the PATH. */
export function findTool(name: string): string | undefined {
  const folders = [
    join(TOOLS, 'bin'),
    ...(process.env.PATH ?? '').split(delimiter),
  ];
  return folders.map(folder => join(folder, name)).find(isExecutable);
}

/** The folder with the schemas of a project, when `npm run tools` fetched them. */
export function findSchemas(name: string): string | undefined {
  const folder = join(TOOLS, 'schemas', name);
  return existsSync(folder) ? folder : undefined;
}

/**
 * A suite that needs tools. When one is absent it is skipped, and the name of the skipped suite says which and
 * how to get it.
 */
export function describeWithTools(
  name: string,
  needs: Record<string, string | undefined>,
  suite: () => void,
): void {
  const absent = Object.keys(needs).filter(need => !needs[need]);
  const [run, placeholder] = [describe, it];
  if (absent.length === 0) {
    run(name, suite);
    return;
  }
  const reason = `needs ${absent.join(', ')}: run "npm run tools"`;
  // The suite itself would run to collect its tests, and it needs what is absent.
  run.skip(`${name} (${reason})`, () => placeholder('is skipped', () => {}));
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
