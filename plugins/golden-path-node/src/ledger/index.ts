export type { UndoLedger, UndoLedgerOptions } from './UndoLedger';
export { undoLedgerServiceRef } from './undoLedgerServiceRef';
export { beginTask } from './beginTask';
export type { BegunTask } from './beginTask';
export { logUndo } from './logUndo';
