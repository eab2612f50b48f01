import { createHash } from 'node:crypto';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** One file that a template writes. */
export interface EmittedFile {
  content: Buffer;
  executable: boolean;
}

/** What a template writes for one combination: files by path, with forward slashes. */
export class EmittedRepository {
  readonly #files: ReadonlyMap<string, EmittedFile>;
  readonly #folders = new Map<string, Promise<string>>();

  constructor(
    /** The combination it was rendered for, as people read it. */
    readonly name: string,
    files: Iterable<[string, EmittedFile]>,
    /** What was entered into the form. */
    readonly values: Readonly<Record<string, unknown>> = {},
    /** Whether the template wrote all of it, or changed one that was there. */
    readonly origin: 'new' | 'change' = 'new',
  ) {
    this.#files = new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  static fromTexts(
    name: string,
    texts: Record<string, string>,
    values?: Record<string, unknown>,
  ): EmittedRepository {
    return new EmittedRepository(
      name,
      Object.entries(texts).map(([path, text]) => [
        path,
        { content: Buffer.from(text), executable: false },
      ]),
      values,
    );
  }

  paths(pattern: RegExp = /^/): string[] {
    return [...this.#files.keys()].filter(path => pattern.test(path));
  }

  has(path: string): boolean {
    return this.#files.has(path);
  }

  file(path: string): EmittedFile {
    const file = this.#files.get(path);
    if (!file) throw new Error(`${this.name} has no file ${path}`);
    return file;
  }

  text(path: string): string {
    return this.file(path).content.toString('utf8');
  }

  /** Files by path, as text. */
  texts(pattern: RegExp = /^/): Record<string, string> {
    return Object.fromEntries(
      this.paths(pattern).map(path => [path, this.text(path)]),
    );
  }

  /** The same repository with one file of other content. */
  withText(path: string, text: string, name = this.name): EmittedRepository {
    const { executable } = this.file(path);
    return this.#with(path, { content: Buffer.from(text), executable }, name);
  }

  /** The same repository with one file that may be run, or may not. */
  withMode(
    path: string,
    executable: boolean,
    name = this.name,
  ): EmittedRepository {
    const { content } = this.file(path);
    return this.#with(path, { content, executable }, name);
  }

  #with(path: string, file: EmittedFile, name: string): EmittedRepository {
    return new EmittedRepository(
      name,
      [...this.#files, [path, file]],
      this.values,
      this.origin,
    );
  }

  /** The same repository without one file. */
  without(path: string, name = this.name): EmittedRepository {
    return new EmittedRepository(
      name,
      [...this.#files].filter(([each]) => each !== path),
      this.values,
      this.origin,
    );
  }

  /** This repository after a change: files of the other come on top, and its values as well. */
  changedBy(change: EmittedRepository): EmittedRepository {
    return new EmittedRepository(
      change.name,
      [...this.#files, ...change.#files],
      { ...this.values, ...change.values },
      'change',
    );
  }

  /** Equal for equal files of the given paths, whatever the combination is called. */
  fingerprint(pattern: RegExp = /^/): string {
    const hash = createHash('sha256');
    for (const path of this.paths(pattern)) {
      const { content, executable } = this.file(path);
      hash.update(`${path}\0${executable}\0${content.length}\0`);
      hash.update(content);
    }
    return hash.digest('hex');
  }

  /** Writes the files below `parent`, once for each parent, and gives the folder. */
  async writeTo(parent: string): Promise<string> {
    let folder = this.#folders.get(parent);
    if (!folder) {
      folder = this.#write(join(parent, this.fingerprint().slice(0, 16)));
      this.#folders.set(parent, folder);
    }
    return folder;
  }

  async #write(folder: string): Promise<string> {
    for (const [path, { content, executable }] of this.#files) {
      const file = join(folder, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, content);
      if (executable) await chmod(file, 0o755);
    }
    return folder;
  }
}
