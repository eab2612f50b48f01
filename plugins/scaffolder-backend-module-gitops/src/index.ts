/**
 * Scaffolder actions for GitOps: services for the GitOps repository, resources for existing services.
 *
 * @packageDocumentation
 */
export { scaffolderModuleGitOps as default } from './module';
export { createAddApplicationAction } from './actions/createAddApplicationAction';
export * from './permissions';
