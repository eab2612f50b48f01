import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EmittedRepository } from '../repository';
import { findSchemas, findTool } from '../tools';
import type { CheckContext, Checker } from './Checker';

/** What one checker says of one repository. */
export type Verdict =
  | { state: 'passed' }
  | { state: 'failed'; problems: string[] }
  | { state: 'skipped'; reason: string }
  /** The repository has nothing that the checker reads. */
  | { state: 'not applicable' };

/**
 * Runs checkers and keeps their verdicts: many combinations emit the same workflow or the same chart, and the same
 * input gets the same verdict.
 */
export class CheckRun {
  readonly #root: string;
  readonly #verdicts = new Map<string, Promise<Verdict>>();
  readonly #signal: AbortSignal;
  /** How often a checker really looked, against how often it was asked. */
  looked = 0;

  private constructor(root: string, signal: AbortSignal) {
    this.#root = root;
    this.#signal = signal;
  }

  static async create(
    signal: AbortSignal = new AbortController().signal,
  ): Promise<CheckRun> {
    return new CheckRun(await mkdtemp(join(tmpdir(), 'templates-')), signal);
  }

  async check(
    checker: Checker,
    repository: EmittedRepository,
  ): Promise<Verdict> {
    if (repository.paths(checker.inputs).length === 0) {
      return { state: 'not applicable' };
    }
    const reason = whySkipped(checker);
    if (reason) return { state: 'skipped', reason };
    const key = `${checker.id}:${repository.fingerprint(checker.inputs)}`;
    let verdict = this.#verdicts.get(key);
    if (!verdict) {
      verdict = this.#look(checker, repository);
      this.#verdicts.set(key, verdict);
    }
    return verdict;
  }

  async close(): Promise<void> {
    await rm(this.#root, { recursive: true, force: true });
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
      scratch: () => mkdtemp(join(this.#root, 'scratch-')),
      tool: name => required(findTool(name), `the command ${name}`),
      schemas: name => required(findSchemas(name), `the schemas of ${name}`),
      signal: this.#signal,
    };
  }
}

function whySkipped({ tools = [], schemas = [] }: Checker): string | undefined {
  const missing = [
    ...tools.filter(name => !findTool(name)),
    ...schemas
      .filter(name => !findSchemas(name))
      .map(name => `schemas ${name}`),
  ];
  return missing.length > 0
    ? `${missing.join(', ')} not found; npm run tools installs what it can`
    : undefined;
}

function required(path: string | undefined, what: string): string {
  if (path === undefined) {
    throw new Error(`${what} is not there; the checker must declare it`);
  }
  return path;
}
