export type { UndoLedger, UndoLedgerOptions } from './UndoLedger';
export { undoLedgerServiceRef } from './undoLedgerServiceRef';
