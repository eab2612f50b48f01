/**
 * Development-only sign-in as one of a few demo people of the catalog.
 *
 * @packageDocumentation
 */
export { authModuleDemo as default } from './module';
export type { DemoPerson } from './readDemoPeople';
