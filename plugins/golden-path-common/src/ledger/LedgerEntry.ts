import type { JsonObject } from '@backstage/types';
import type { FileChange } from './FileChange';

/** What a step added to the GitOps repository; what was there before is not among it. @public */
export interface GitOpsAdditions {
  /** Files that did not exist. */
  files: string[];
  /** Repositories that the project of the team did not list. */
  sourceRepos: string[];
  /** Namespaces that the project of the team did not list. */
  namespaces: string[];
}

/**
 * How one effect of a step is taken back.
 *
 * @public
 */
export type UndoInstruction =
  /**
   * Deletes a repository of the portal's git host, with what the catalog reads from it. `key` is the
   * idempotency key it was made with: what another task or person made stays.
   */
  | { kind: 'repository'; owner: string; name: string; key: string }
  /** Closes a pull request of the portal's git host that was opened with this idempotency key. */
  | { kind: 'pull-request'; owner: string; name: string; key: string }
  /** Unregisters an entity of the catalog. */
  | { kind: 'catalog-entity'; entityRef: string }
  /** Puts files of a branch back as they were: content as given, or deleted without. */
  | {
      kind: 'git-files';
      repository: { owner: string; name: string };
      branch: string;
      files: FileChange[];
    }
  /**
   * Takes a service that was never released out of the GitOps repository. `application` is the step's
   * input, and `made` what the step added: nothing else is taken out.
   */
  | {
      kind: 'gitops-application';
      application: JsonObject;
      made: GitOpsAdditions;
    }
  /** Only a person can take it back. */
  | { kind: 'manual'; instruction: string };

/**
 * - `intended`: the step is about to act; it may or may not have
 * - `done`: the step has acted
 * - `undone`: it was taken back
 * - `left`: taking it back failed, `problem` says why
 *
 * @public
 */
export type LedgerState = 'intended' | 'done' | 'undone' | 'left';

/** What a step says before and after it acts outside the workspace. @public */
export interface LedgerRecord {
  taskId: string;
  /** The id of the step; with the target it names the entry. */
  step: string;
  /** `repository`, `catalog-entity`, `gitops-commit`. */
  kind: string;
  /** What is made, as a person would name it: `notes/billing`. */
  target: string;
  state: 'intended' | 'done';
  undo: UndoInstruction;
}

/** @public */
export interface LedgerEntry extends Omit<LedgerRecord, 'state'> {
  id: string;
  state: LedgerState;
  problem: string | undefined;
  createdBy: string;
  createdAt: string;
  updatedAt: string;
}

/** What an undoing did. @public */
export interface UndoResult {
  /** What was there and is gone now; what a step only intended and never made is not named. */
  undone: LedgerEntry[];
  left: LedgerEntry[];
}
