/**
 * What the front end, the backend and other plugins share about the golden path.
 *
 * @packageDocumentation
 */
export * from './client';
export * from './hash';
export * from './ledger';
export * from './manifest';
export * from './names';
export * from './permissions';
export * from './plan';
export * from './values';
