import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { ExpiredUpload, Uploads } from '../cleanup/ports.ts';

/** A folder of uploads, for the local invoker. */
export class DiskUploads implements Uploads {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  async *olderThan(moment: Date): AsyncGenerator<readonly ExpiredUpload[]> {
    const page: ExpiredUpload[] = [];
    for (const key of await this.#names()) {
      const { mtime, size } = await stat(path.join(this.#directory, key));
      if (mtime < moment) page.push({ key, size });
    }
    yield page;
  }

  async remove(keys: readonly string[]): Promise<number> {
    for (const key of keys) await rm(path.join(this.#directory, key));
    return keys.length;
  }

  async #names(): Promise<string[]> {
    try {
      const entries = await readdir(this.#directory, { withFileTypes: true });
      return entries.filter(one => one.isFile()).map(({ name }) => name);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
  }
}
