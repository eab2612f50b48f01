import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  LedgerEntry,
  LedgerRecord,
  UndoResult,
} from '@notes/plugin-golden-path-common';

/** @public */
export interface UndoLedgerOptions {
  /** The person who started the task: `await ctx.getInitiatorCredentials()`. */
  credentials: BackstageCredentials;
}

/**
 * Where a step says what it makes outside the workspace, so that a failed task can be taken back.
 *
 * Record `intended` before acting and `done` after it, with the same task, step and target. When the
 * first call fails, do not act: what is not recorded cannot be taken back.
 *
 * @example
 * ```ts
 * const entry = {
 *   taskId: ctx.task.id,
 *   step: ctx.step?.id ?? 'publish',
 *   kind: 'repository',
 *   target: 'notes/billing',
 *   undo: { kind: 'repository', owner: 'notes', name: 'billing' },
 * } as const;
 * await ledger.record({ ...entry, state: 'intended' }, { credentials });
 * await createRepository();
 * await ledger.record({ ...entry, state: 'done' }, { credentials });
 * ```
 *
 * @public
 */
export interface UndoLedger {
  record(record: LedgerRecord, options: UndoLedgerOptions): Promise<void>;
  list(taskId: string, options: UndoLedgerOptions): Promise<LedgerEntry[]>;
  /** Says what a task is about, and takes back what its failed forerunners left. */
  begin(
    task: { taskId: string; templateRef: string; subject: string },
    options: UndoLedgerOptions,
  ): Promise<UndoResult>;
  /** Takes back what a task made, the last first. */
  undo(taskId: string, options: UndoLedgerOptions): Promise<UndoResult>;
}
