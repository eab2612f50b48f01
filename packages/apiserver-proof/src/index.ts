/**
 * Asks a real Kubernetes API server whether it accepts what the golden paths emit.
 *
 * @packageDocumentation
 */
export * from './client';
export * from './server';
