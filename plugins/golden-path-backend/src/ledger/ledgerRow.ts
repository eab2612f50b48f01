import type {
  LedgerEntry,
  LedgerState,
  UndoInstruction,
} from '@notes/plugin-golden-path-common';

export interface LedgerRow {
  id: string;
  sequence: string;
  task_id: string;
  step: string;
  kind: string;
  target: string;
  state: LedgerState;
  undo: UndoInstruction;
  problem: string | null;
  created_by: string;
  created_at: Date;
  updated_at: Date;
}

export function toLedgerEntry(row: LedgerRow): LedgerEntry {
  return {
    id: row.id,
    taskId: row.task_id,
    step: row.step,
    kind: row.kind,
    target: row.target,
    state: row.state,
    undo: row.undo,
    problem: row.problem ?? undefined,
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}
