import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { RenderedPage } from '../markdown/RenderedPage';

type CachedPage = { key: string; filesKey: string; page: RenderedPage };

/**
 * Keeps the rendered pages of one site in one file each, named by what they were made
 * from. A page that cannot be read is rendered again, so the folder may be removed any time.
 */
export class PageCache {
  readonly #directory: string | undefined;
  readonly #used = new Set<string>();

  /** Without a folder nothing is kept. */
  static open(directory: string | undefined): PageCache {
    if (directory !== undefined) {
      mkdirSync(directory, { recursive: true, mode: 0o700 });
    }
    return new PageCache(directory);
  }

  private constructor(directory: string | undefined) {
    this.#directory = directory;
  }

  read(key: string, filesKey: string): RenderedPage | undefined {
    if (this.#directory === undefined) {
      return undefined;
    }
    try {
      const cached = JSON.parse(
        readFileSync(this.#path(key), 'utf8'),
      ) as CachedPage;
      const fresh =
        cached.key === key &&
        (!cached.page.dependsOnFiles || cached.filesKey === filesKey);
      if (fresh) {
        this.#used.add(key);
      }
      return fresh ? cached.page : undefined;
    } catch {
      // Missing, half-written or from a disk that failed: the page is made again.
      return undefined;
    }
  }

  write(key: string, filesKey: string, page: RenderedPage): void {
    if (this.#directory === undefined) {
      return;
    }
    const cached: CachedPage = { key, filesKey, page };
    const temporary = `${this.#path(key)}.${process.pid}.tmp`;
    writeFileSync(temporary, JSON.stringify(cached), { mode: 0o600 });
    renameSync(temporary, this.#path(key));
    this.#used.add(key);
  }

  /** Drops the pages that the site no longer has. */
  prune(): void {
    if (this.#directory === undefined) {
      return;
    }
    for (const name of readdirSync(this.#directory)) {
      if (!this.#used.has(name.replace(/\.json$/, ''))) {
        rmSync(join(this.#directory, name), { force: true });
      }
    }
  }

  #path(key: string): string {
    return join(this.#directory ?? '', `${key}.json`);
  }
}
