/**
 * What the front end, the backend and other plugins share about the git host.
 *
 * @packageDocumentation
 */
export * from './authors';
export * from './client';
export * from './permissions';
export * from './types';
export * from './validation';
