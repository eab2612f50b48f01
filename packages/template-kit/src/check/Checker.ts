import type { EmittedRepository } from '../repository';

/** What a checker may use. */
export interface CheckContext {
  /** The repository as files on disk; written when it is first asked for. */
  folder(): Promise<string>;
  /** The path of a command of `npm run tools`, or of PATH. Declare it in `tools`, else it may be absent. */
  tool(name: string): string;
  /** The folder of schemas that `npm run tools` keeps under a name. */
  schemas(name: string): string;
  /** An empty folder for this check alone. */
  scratch(): Promise<string>;
  signal: AbortSignal;
}

/**
 * Looks at one artefact of an emitted repository.
 *
 * A checker is asked once for each different input: repositories in which the files of `inputs` are the same share
 * one verdict.
 */
export interface Checker {
  /** A short name, such as `helm-lint`; mutations name the checker that must catch them by it. */
  id: string;
  /** The artefact it looks at, such as `chart` or `workflows`. */
  artefact: string;
  /** What it proves, in one line. */
  proves: string;
  /** Which files it reads. It does not run for a repository that has none of them. */
  inputs: RegExp;
  /** Commands it needs; it is skipped by name when one is absent. */
  tools?: string[];
  /** Folders of schemas it needs. */
  schemas?: string[];
  /** What is wrong, one line each with file and place; none when all is well. */
  check(
    repository: EmittedRepository,
    context: CheckContext,
  ): Promise<string[]>;
}
