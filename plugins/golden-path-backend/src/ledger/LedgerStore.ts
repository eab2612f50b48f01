import type {
  LedgerEntry,
  LedgerRecord,
  LedgerState,
} from '@notes/plugin-golden-path-common';

/** What a task is about. */
export interface LedgerTask {
  taskId: string;
  createdBy: string;
  templateRef: string;
  subject: string;
}

/** Keeps what tasks make. */
export interface LedgerStore {
  /** The same task, step and target name the same entry. */
  record(record: LedgerRecord, createdBy: string): Promise<LedgerEntry>;
  list(taskId: string): Promise<LedgerEntry[]>;
  settle(
    id: string,
    state: Extract<LedgerState, 'undone' | 'left'>,
    problem?: string,
  ): Promise<LedgerEntry>;
  /** Who started a task as far as the ledger knows. */
  findOwner(taskId: string): Promise<string | undefined>;
  begin(task: LedgerTask): Promise<void>;
  /** Other tasks of the same person about the same thing. */
  listForerunners(task: LedgerTask): Promise<string[]>;
}
