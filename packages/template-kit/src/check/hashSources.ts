import { createHash, type Hash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Equal for equal files below these paths; a path that is not there counts as such. */
export function hashSources(root: string, paths: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of paths) addPath(hash, root, path);
  return hash.digest('hex');
}

function addPath(hash: Hash, root: string, path: string): void {
  const file = join(root, path);
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat?.isDirectory()) {
    for (const name of readdirSync(file).sort()) {
      if (name !== 'node_modules') addPath(hash, root, join(path, name));
    }
    return;
  }
  hash.update(`${path}\0${stat ? stat.size : 'absent'}\0`);
  if (stat) hash.update(readFileSync(file));
}
