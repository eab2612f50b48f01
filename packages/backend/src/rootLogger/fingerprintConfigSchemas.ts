import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

interface WorkspacePackage {
  dir: string;
  packageJson: object;
}

/**
 * One hash over everything the configuration schemas are made from: the locked
 * dependencies, and for the packages of the workspace their manifests and
 * schema files. Undefined without a lock file, where nothing says which
 * versions are installed.
 */
export async function fingerprintConfigSchemas(
  root: string,
  packages: WorkspacePackage[],
): Promise<string | undefined> {
  const lock = await readOptional(path.join(root, 'yarn.lock'));
  if (lock === undefined) {
    return undefined;
  }
  const hash = createHash('sha256').update(lock);
  for (const { dir, packageJson } of packages) {
    hash.update(`\0${path.relative(root, dir)}\0`);
    hash.update(JSON.stringify(packageJson));
    const { configSchema } = packageJson as { configSchema?: unknown };
    if (typeof configSchema === 'string') {
      hash.update((await readOptional(path.join(dir, configSchema))) ?? '');
    }
  }
  return hash.digest('hex');
}

async function readOptional(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(() => undefined);
}
