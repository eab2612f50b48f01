/**
 * Small helpers that several server packages share.
 *
 * @packageDocumentation
 */
export { openMigratedDatabase } from './openMigratedDatabase';
export { acceptsConnections, findFreePort } from './ports';
