export type * from './LedgerEntry';
