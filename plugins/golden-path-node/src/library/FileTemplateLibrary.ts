import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { readRenderedFiles } from '../render/readRenderedFiles';
import type { TemplateLibrary } from './TemplateLibrary';

/**
 * A library on disk.
 *
 * A template may lie outside the library, as it does in the template editor's dry run: then its own
 * files come from its folder, and the shared parts from the library.
 */
export class FileTemplateLibrary implements TemplateLibrary {
  readonly template: string;
  readonly #root: string;
  readonly #templateDirectory: string;

  constructor(options: {
    root: string;
    template: string;
    templateDirectory?: string;
  }) {
    this.template = options.template;
    this.#root = options.root;
    this.#templateDirectory =
      options.templateDirectory ?? join(options.root, options.template);
  }

  /** Whether the whole library, this template included, is the one in a folder. */
  isAt(directory: string): boolean {
    return (
      this.#root === directory &&
      this.#templateDirectory === join(directory, this.template)
    );
  }

  async readText(path: string): Promise<string | undefined> {
    const { folder, rest } = this.#resolve(path);
    try {
      return await readFile(resolveSafeChildPath(folder, rest), 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
        return undefined;
      }
      throw error;
    }
  }

  async readFolder(path: string) {
    const { folder, rest } = this.#resolve(path);
    const files = await readRenderedFiles(join(folder, rest)).catch(
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') {
          return [];
        }
        throw error;
      },
    );
    return { files, commit: undefined };
  }

  locate(path: string) {
    const { folder, rest } = this.#resolve(path);
    // The actions look beside the file that the base names; the file itself is not read.
    return { baseUrl: `file://${join(folder, 'library')}`, url: rest };
  }

  #resolve(path: string): { folder: string; rest: string } {
    const [first, ...rest] = path.split('/');
    return first === this.template
      ? { folder: this.#templateDirectory, rest: rest.join('/') || '.' }
      : { folder: this.#root, rest: path };
  }
}
