import type { EmittedRepository } from '../repository';

/** What a checker may use. */
export interface CheckContext {
  /** The repository as files on disk, shared with other checkers: read it, do not write into it. */
  folder(): Promise<string>;
  /** A copy of the repository for this check alone, which it may change. */
  copy(): Promise<string>;
  /** The path of a command of `npm run tools`, or of PATH. Declare it in `tools`, else it may be absent. */
  tool(name: string): string;
  /** The folder of schemas that `npm run tools` keeps under a name. */
  schemas(name: string): string;
  /** An empty folder for this check alone. */
  scratch(): Promise<string>;
  /** What several checkers need of the same repository is made once; the name says what it is. */
  once<T>(name: string, make: () => Promise<T>): Promise<T>;
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
  /** Files without which it has nothing to say, one of each; all of `inputs` when it does not say. */
  needs?: RegExp | RegExp[];
  /** Its verdict depends on what was chosen too, not on the files alone. */
  readsValues?: boolean;
  /** It judges a repository as its template made it, and has nothing to say after a change. */
  newOnly?: boolean;
  /** Installs, builds, tests and starts what is emitted; it looks at the combinations that the template builds. */
  builds?: boolean;
  /** It builds the variants of the template too: a name of another length must not change how code is formatted. */
  variants?: boolean;
  /** Commands it needs; it is skipped by name when one is absent. */
  tools?: string[];
  /** Why it cannot run on this machine, where a missing command is not the whole reason. */
  unavailable?: () => string | undefined;
  /** Folders of schemas it needs. */
  schemas?: string[];
  /** Files and folders of this checkout that its verdict depends on, beside the kit itself. */
  dependsOn?: string[];
  /** What is wrong, one line each with file and place; none when all is well. */
  check(
    repository: EmittedRepository,
    context: CheckContext,
  ): Promise<string[]>;
}
