import { lstat, readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';

/** One file of a rendered repository. @public */
export interface RenderedFile {
  /** With forward slashes, from the root of the repository. */
  path: string;
  content: Buffer;
  executable: boolean;
  /** `content` is then what the link points to. */
  symlink: boolean;
}

/**
 * All files of a folder, by path; `.git` is no part of them.
 *
 * @public
 */
export async function readRenderedFiles(
  folder: string,
): Promise<RenderedFile[]> {
  const files: RenderedFile[] = [];
  await collect(folder, '', files);
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function collect(folder: string, under: string, files: RenderedFile[]) {
  for (const name of await readdir(join(folder, under))) {
    const path = under ? `${under}/${name}` : name;
    const absolute = join(folder, path);
    const stats = await lstat(absolute);
    if (stats.isDirectory()) {
      if (path !== '.git') {
        await collect(folder, path, files);
      }
    } else if (stats.isSymbolicLink()) {
      const content = Buffer.from(await readlink(absolute));
      files.push({ path, content, executable: false, symlink: true });
    } else {
      const content = await readFile(absolute);
      // git knows a file as executable by the bit of its owner.
      const executable = Math.floor(stats.mode / 0o100) % 2 === 1;
      files.push({ path, content, executable, symlink: false });
    }
  }
}
