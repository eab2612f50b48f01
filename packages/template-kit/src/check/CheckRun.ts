import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import pLimit from 'p-limit';
import type { EmittedRepository } from '../repository';
import { findSchemas, findTool } from '../tools';
import type { CheckContext, Checker } from './Checker';
import { VerdictStore } from './VerdictStore';

/** What one checker says of one repository. */
export type Verdict =
  | { state: 'passed' }
  | { state: 'failed'; problems: string[] }
  | { state: 'skipped'; reason: string }
  /** The repository has nothing that the checker reads. */
  | { state: 'not applicable' };

/** How often a checker really looked, and how long that took. */
export interface Looks {
  count: number;
  milliseconds: number;
}

/**
 * Runs checkers and keeps their verdicts: many combinations emit the same workflow or the same chart, and the same
 * input gets the same verdict. Whoever asks, only as many look at once as there are cores.
 */
export class CheckRun {
  readonly #root: string;
  readonly #verdicts = new Map<string, Promise<Verdict>>();
  readonly #made = new WeakMap<EmittedRepository, Map<string, unknown>>();
  readonly #signal: AbortSignal;
  readonly #store: VerdictStore;
  readonly #slots = pLimit(availableParallelism());
  /** How often a checker really looked, against how often it was asked. */
  looked = 0;
  /** How many verdicts an earlier run has left. */
  remembered = 0;

  private constructor(root: string, signal: AbortSignal, store: VerdictStore) {
    this.#root = root;
    this.#signal = signal;
    this.#store = store;
  }

  static async create(
    options: { signal?: AbortSignal; store?: VerdictStore } = {},
  ): Promise<CheckRun> {
    const {
      signal = new AbortController().signal,
      store = new VerdictStore(),
    } = options;
    const root = await mkdtemp(join(tmpdir(), 'templates-'));
    return new CheckRun(root, signal, store);
  }

  /** @param looks is told of a look that this question made necessary */
  async check(
    checker: Checker,
    repository: EmittedRepository,
    looks?: Looks,
  ): Promise<Verdict> {
    const { inputs, needs = inputs } = checker;
    const isForNew = checker.newOnly && repository.origin === 'change';
    const isMissing = [needs]
      .flat()
      .some(pattern => repository.paths(pattern).length === 0);
    if (isForNew || isMissing) {
      return { state: 'not applicable' };
    }
    const reason = whySkipped(checker);
    if (reason) return { state: 'skipped', reason };
    const input = inputOf(checker, repository);
    const key = `${checker.id}:${input}`;
    let verdict = this.#verdicts.get(key);
    if (!verdict) {
      verdict = this.#recall(checker, repository, { input, looks });
      this.#verdicts.set(key, verdict);
    }
    return verdict;
  }

  async close(): Promise<void> {
    this.#store.save();
    await rm(this.#root, { recursive: true, force: true });
  }

  async #recall(
    checker: Checker,
    repository: EmittedRepository,
    { input, looks }: { input: string; looks?: Looks },
  ): Promise<Verdict> {
    if (this.#store.hasPassed(checker, input)) {
      this.remembered += 1;
      return { state: 'passed' };
    }
    const verdict = await this.#slots(async () => {
      const started = performance.now();
      const seen = await this.#look(checker, repository);
      if (looks) {
        looks.count += 1;
        looks.milliseconds += performance.now() - started;
      }
      return seen;
    });
    if (verdict.state === 'passed') this.#store.remember(checker, input);
    return verdict;
  }

  async #look(
    checker: Checker,
    repository: EmittedRepository,
  ): Promise<Verdict> {
    this.looked += 1;
    try {
      const problems = await checker.check(
        repository,
        this.#contextFor(repository),
      );
      return problems.length === 0
        ? { state: 'passed' }
        : { state: 'failed', problems };
    } catch (error) {
      // A checker that breaks has proven nothing.
      return { state: 'failed', problems: [String(error)] };
    }
  }

  #contextFor(repository: EmittedRepository): CheckContext {
    return {
      folder: () => repository.writeTo(this.#root),
      copy: async () =>
        repository.writeTo(await mkdtemp(join(this.#root, 'copy-'))),
      scratch: () => mkdtemp(join(this.#root, 'scratch-')),
      tool: name => required(findTool(name), `the command ${name}`),
      schemas: name => required(findSchemas(name), `the schemas of ${name}`),
      once: (name, make) => this.#once(repository, name, make),
      signal: this.#signal,
    };
  }

  #once<T>(
    repository: EmittedRepository,
    name: string,
    make: () => Promise<T>,
  ): Promise<T> {
    const made = this.#made.get(repository) ?? new Map<string, unknown>();
    this.#made.set(repository, made);
    if (!made.has(name)) made.set(name, make());
    return made.get(name) as Promise<T>;
  }
}

function inputOf(checker: Checker, repository: EmittedRepository): string {
  const files = repository.fingerprint(checker.inputs);
  return checker.readsValues
    ? `${files} ${JSON.stringify(repository.values)}`
    : files;
}

function whySkipped(checker: Checker): string | undefined {
  const { tools = [], schemas = [], unavailable } = checker;
  const missing = [
    ...tools.filter(name => !findTool(name)),
    ...schemas
      .filter(name => !findSchemas(name))
      .map(name => `schemas ${name}`),
  ];
  return missing.length > 0
    ? `${missing.join(', ')} not found; npm run tools installs what it can`
    : unavailable?.();
}

function required(path: string | undefined, what: string): string {
  if (path === undefined) {
    throw new Error(`${what} is not there; the checker must declare it`);
  }
  return path;
}
