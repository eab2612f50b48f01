/**
 * The golden path for plugins of the backend: the renderer, git's hashes, the lock file and the undo ledger.
 *
 * @packageDocumentation
 */
export * from './config';
export * from './git';
export * from './ledger';
export * from './library';
export * from './lock';
export * from './ownership';
export * from './render';
