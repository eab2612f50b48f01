import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';

/** The checkout that the kit is part of. */
export const ROOT = resolvePackagePath('@notes/template-kit', '../..');
/** What `npm run tools` installs, and what the kit keeps between runs. */
export const TOOLS = join(ROOT, '.tools');

/**
 * Finds a command: first among what `npm run tools` installed, because those versions are pinned, then on PATH.
 *
 * @returns the absolute path, or undefined when the command is not there
 */
export function findTool(
  name: string,
  env: NodeJS.ProcessEnv = process.env,
): string | undefined {
  const folders = [
    join(TOOLS, 'bin'),
    ...(env.PATH ?? '').split(delimiter).filter(Boolean),
  ];
  return folders.map(folder => join(folder, name)).find(isCommand);
}

/** Finds the schemas that `npm run tools` keeps under a name, such as `gateway-api`. */
export function findSchemas(name: string): string | undefined {
  const folder = join(TOOLS, 'schemas', name);
  return existsSync(folder) ? folder : undefined;
}

function isCommand(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
