/**
 * Scaffolder actions for the platform APIs.
 *
 * @packageDocumentation
 */
export { scaffolderModuleCrossplane as default } from './module';
export { createCrossplaneClaimAction } from './actions/createCrossplaneClaimAction';
export { readClaimForm } from './readClaimForm';
