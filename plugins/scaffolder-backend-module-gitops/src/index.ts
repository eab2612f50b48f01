/**
 * Scaffolder actions for GitOps: services for the GitOps repository, resources for existing services.
 *
 * @packageDocumentation
 */
export { scaffolderModuleGitOps as default } from './module';
export { createAddApplicationAction } from './actions/createAddApplicationAction';
export { createPrepareResourceAction } from './actions/createPrepareResourceAction';
