import { createHash } from 'node:crypto';
import {
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { findSchemas, findTool, ROOT } from '../tools';
import type { Checker } from './Checker';
import { hashSources } from './hashSources';

const KEPT_MS = 30 * 24 * 60 * 60 * 1000;
/** What every verdict depends on: the checkers themselves and the libraries that some of them ask. */
const KIT = ['packages/template-kit/src', 'yarn.lock'];

/**
 * Remembers between runs what a checker has passed.
 *
 * @remarks
 * Only passed verdicts are kept: what failed is looked at again. A key changes with the input, the kit, the version
 * of every tool and whatever else the checker says that it depends on.
 */
export class VerdictStore {
  readonly #file: string | undefined;
  readonly #passed: Map<string, number>;
  readonly #versions = new Map<string, string>();

  /** @param file where verdicts are kept; without it nothing is remembered */
  constructor(file?: string) {
    this.#file = file;
    this.#passed = new Map(file ? readEntries(file) : []);
  }

  hasPassed(checker: Checker, input: string): boolean {
    if (!this.#file) return false;
    const key = this.#keyOf(checker, input);
    const known = this.#passed.has(key);
    if (known) this.#passed.set(key, Date.now());
    return known;
  }

  remember(checker: Checker, input: string): void {
    if (this.#file) this.#passed.set(this.#keyOf(checker, input), Date.now());
  }

  /** Writes what is known, without what nobody has asked for in a month. */
  save(): void {
    if (!this.#file) return;
    const oldest = Date.now() - KEPT_MS;
    const entries = [...this.#passed].filter(([, used]) => used > oldest);
    const temporary = `${this.#file}.${process.pid}`;
    mkdirSync(dirname(this.#file), { recursive: true });
    writeFileSync(temporary, JSON.stringify(Object.fromEntries(entries)));
    renameSync(temporary, this.#file);
  }

  #keyOf(checker: Checker, input: string): string {
    return createHash('sha256')
      .update(`${checker.id}\0${input}\0${this.#versionOf(checker)}`)
      .digest('hex');
  }

  #versionOf(checker: Checker): string {
    const { id, tools = [], schemas = [], dependsOn = [] } = checker;
    const version =
      this.#versions.get(id) ??
      [
        process.version,
        hashSources(ROOT, [...KIT, ...dependsOn]),
        ...tools.map(name => stampOf(findTool(name))),
        ...schemas.map(name => stampOf(findSchemas(name))),
      ].join('\0');
    this.#versions.set(id, version);
    return version;
  }
}

/** Another build of a tool is another file. */
function stampOf(path: string | undefined): string {
  if (!path) return 'absent';
  const real = realpathSync(path);
  const { size, mtimeMs } = statSync(real);
  return `${real} ${size} ${mtimeMs}`;
}

/** A file that cannot be read costs time, not truth. */
function readEntries(file: string): [string, number][] {
  try {
    return Object.entries(
      JSON.parse(readFileSync(file, 'utf8')) as Record<string, number>,
    );
  } catch {
    return [];
  }
}
