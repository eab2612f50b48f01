/**
 * The test kit for golden-path templates.
 *
 * @packageDocumentation
 */
export * from './check';
export * from './checkers/findings';
export * from './model';
export * from './mutation';
export * from './repository';
export * from './schemas';
export * from './snapshot';
export * from './tools';
