import { readdirSync, realpathSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { isChildPath } from '@backstage/backend-plugin-api';
import { type SiteProblem, SiteProblemsError } from './SiteProblemsError';

export const MAX_PAGE_BYTES = 2 * 1024 * 1024;
export const MAX_ASSET_BYTES = 50 * 1024 * 1024;
export const MAX_FILES = 20_000;

/** The files of a site, by their path inside the docs folder. */
export type DocsFiles = {
  /** The docs folder itself, without symbolic links in its path. */
  root: string;
  pages: string[];
  assets: string[];
};

const MARKDOWN = /\.(?:md|markdown)$/i;
const PICTURE = /\.(?:png|jpe?g|gif|webp|svg)$/i;

class DocsScanner {
  readonly pages: string[] = [];
  readonly assets: string[] = [];
  readonly problems: SiteProblem[] = [];
  readonly #root: string;
  readonly #readmeOnly: boolean;

  constructor(root: string, readmeOnly: boolean) {
    this.#root = root;
    this.#readmeOnly = readmeOnly;
  }

  scan(directory: string): void {
    const entries = readdirSync(join(this.#root, directory), {
      withFileTypes: true,
    });
    for (const entry of entries) {
      const path = posix.join(directory, entry.name);
      if (this.pages.length + this.assets.length >= MAX_FILES) {
        this.problems.push({
          file: path,
          message: `is one file too many, a site has at most ${MAX_FILES}`,
        });
        return;
      }
      // Hidden files, .git above all, and installed packages are no documentation.
      if (entry.name.startsWith('.') || entry.name === 'node_modules') {
        continue;
      }
      if (entry.isSymbolicLink()) {
        this.#addLink(path);
      } else if (entry.isDirectory()) {
        this.scan(path);
      } else if (entry.isFile()) {
        this.#addFile(path);
      }
    }
  }

  #addLink(path: string): void {
    const target = this.#realPath(path);
    if (!target || !isChildPath(this.#root, target)) {
      this.problems.push({
        file: path,
        message: 'is a symbolic link that leaves the docs folder',
      });
    } else if (statSync(target).isFile()) {
      this.#addFile(path);
    } else {
      // A linked folder can contain itself.
      this.problems.push({
        file: path,
        message: 'is a symbolic link to a folder, only files may be linked',
      });
    }
  }

  #realPath(path: string): string | undefined {
    try {
      return realpathSync(join(this.#root, path));
    } catch {
      return undefined;
    }
  }

  #addFile(path: string): void {
    const isPage = MARKDOWN.test(path);
    if (
      this.#readmeOnly &&
      !(isPage ? path === 'README.md' : PICTURE.test(path))
    ) {
      return;
    }
    const { size } = statSync(join(this.#root, path));
    const limit = isPage ? MAX_PAGE_BYTES : MAX_ASSET_BYTES;
    if (size > limit) {
      this.problems.push({
        file: path,
        message: `has ${size} bytes, at most ${limit} are accepted`,
      });
      return;
    }
    (isPage ? this.pages : this.assets).push(path);
  }
}

/** Lists the docs folder; files that are too large or lead outside it are problems. */
export function scanDocs(
  directory: string,
  options: { label: string; readmeOnly?: boolean },
): DocsFiles {
  const root = realpathSync(directory);
  const scanner = new DocsScanner(root, options.readmeOnly ?? false);
  scanner.scan('');
  if (scanner.problems.length > 0) {
    throw new SiteProblemsError(
      scanner.problems.map(problem => ({
        ...problem,
        file: posix.join(options.label, problem.file),
      })),
    );
  }
  return { root, pages: scanner.pages.sort(), assets: scanner.assets.sort() };
}
