import { lstat, readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { isChildPath } from '@backstage/backend-plugin-api';
import { isBinaryFile } from 'isbinaryfile';

const MAX_BYTES = 64 * 1024 * 1024;

/** A file of a library, as it is on disk. */
export type SourceFile = {
  path: string;
  content: Buffer;
  mode: number;
  kind: 'text' | 'binary' | 'link';
};

type Known = { stamp: string; file: Omit<SourceFile, 'path'> };

/**
 * Reads layers from disk, and keeps what it has read as long as it is the same on disk.
 *
 * Whether it is the same is asked of the file system each time: a change of a file, even one that
 * keeps size and time of writing, changes the time of its inode.
 */
export class LayerSources {
  readonly #known = new Map<string, Known>();
  #bytes = 0;

  /** All files below a folder; links that lead out of it are left out. */
  async read(folder: string): Promise<SourceFile[]> {
    return this.#collect(folder, '');
  }

  async #collect(folder: string, under: string): Promise<SourceFile[]> {
    const entries = await readdir(join(folder, under), { withFileTypes: true });
    const found = await Promise.all(
      entries.map(async entry => {
        const path = under ? `${under}/${entry.name}` : entry.name;
        return entry.isDirectory()
          ? this.#collect(folder, path)
          : this.#file(folder, path);
      }),
    );
    return found.flat();
  }

  async #file(folder: string, path: string): Promise<SourceFile[]> {
    const absolute = join(folder, path);
    const stats = await lstat(absolute, { bigint: true });
    if (stats.isSymbolicLink()) {
      return isChildPath(folder, absolute)
        ? [{ path, ...(await readLink(absolute)) }]
        : [];
    }
    const stamp = [stats.dev, stats.ino, stats.size, stats.ctimeNs].join();
    const known = this.#known.get(absolute);
    if (known?.stamp === stamp) {
      return [{ path, ...known.file }];
    }
    const content = await readFile(absolute);
    const mode = Number(stats.mode % 0o1000n);
    const kind = (await isBinaryFile(content)) ? 'binary' : 'text';
    this.#keep(absolute, { stamp, file: { content, mode, kind } });
    return [{ path, content, mode, kind }];
  }

  /** Forgets the oldest, because the folder of a dry run never comes back. */
  #keep(path: string, known: Known): void {
    this.#forget(path);
    this.#known.set(path, known);
    this.#bytes += known.file.content.length;
    for (const oldest of this.#known.keys()) {
      if (this.#bytes <= MAX_BYTES) {
        return;
      }
      this.#forget(oldest);
    }
  }

  #forget(path: string): void {
    this.#bytes -= this.#known.get(path)?.file.content.length ?? 0;
    this.#known.delete(path);
  }
}

async function readLink(path: string): Promise<Omit<SourceFile, 'path'>> {
  return { content: Buffer.from(await readlink(path)), mode: 0, kind: 'link' };
}
