import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

const FINISHED = 'entries.json';
const KEPT = 3;

/** What a lock file asks for, and how to install it into a folder. */
export interface Installation {
  /** Every package with its exact version; a tree that has more serves as well. */
  entries: string[];
  install(folder: string): Promise<void>;
}

/**
 * Keeps installed dependencies between runs.
 *
 * @remarks
 * A tree that holds everything a lock file names, in the same versions, serves for that lock file too: the code is
 * checked elsewhere against what it declares.
 */
export class InstallCache {
  readonly #root: string;
  readonly #kind: string;
  #busy: Promise<unknown> = Promise.resolve();

  /** @param kind the toolchain with its version: another one compiles other files */
  constructor(root: string, kind: string) {
    this.#root = root;
    this.#kind = kind;
  }

  /** The folder of a tree that has what is asked for; one at a time, so that the second finds what the first made. */
  find(wanted: Installation): Promise<string> {
    const found = this.#busy.then(() => this.#findOrInstall(wanted));
    this.#busy = found.catch(() => {});
    return found;
  }

  async #findOrInstall({ entries, install }: Installation): Promise<string> {
    for (const folder of this.#folders()) {
      const has = new Set(readEntries(folder));
      if (entries.every(entry => has.has(entry))) return folder;
    }
    const hash = createHash('sha256').update(entries.join('\n')).digest('hex');
    const folder = join(this.#root, `${this.#kind}-${hash.slice(0, 16)}`);
    // What is left of an installation that was ended may be half a tree.
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    await install(folder);
    writeFileSync(join(folder, FINISHED), JSON.stringify(entries));
    this.#removeOld(folder);
    return folder;
  }

  #folders(): string[] {
    if (!existsSync(this.#root)) return [];
    return readdirSync(this.#root)
      .filter(name => name.startsWith(`${this.#kind}-`))
      .map(name => join(this.#root, name))
      .filter(folder => existsSync(join(folder, FINISHED)));
  }

  /** Each is some hundred megabytes, and a newer lock file replaces an older one. */
  #removeOld(newest: string): void {
    const old = this.#folders().filter(folder => folder !== newest);
    for (const folder of old.slice(0, Math.max(0, old.length - KEPT + 1))) {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

function readEntries(folder: string): string[] {
  return JSON.parse(readFileSync(join(folder, FINISHED), 'utf8')) as string[];
}
