import { createHash } from 'node:crypto';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Says whether a folder is as it was, without reading a file of it.
 *
 * A change of a file, even one that keeps size and time of writing, changes the time of its inode.
 */
export async function fingerprint(folder: string): Promise<string> {
  const lines = await collect(folder, '');
  return createHash('sha256').update(lines.sort().join('\n')).digest('hex');
}

async function collect(folder: string, under: string): Promise<string[]> {
  const entries = await readdir(join(folder, under), { withFileTypes: true });
  const lines = await Promise.all(
    entries.map(async entry => {
      const path = under ? `${under}/${entry.name}` : entry.name;
      if (entry.isDirectory()) {
        return collect(folder, path);
      }
      const stats = await lstat(join(folder, path), { bigint: true });
      const { dev, ino, size, mode, ctimeNs } = stats;
      return [[path, dev, ino, size, mode, ctimeNs].join(' ')];
    }),
  );
  return lines.flat();
}
