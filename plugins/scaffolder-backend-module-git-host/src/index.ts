/**
 * Scaffolder actions for the portal's own git host.
 *
 * @packageDocumentation
 */
export { scaffolderModuleGitHost as default } from './module';
export { createPublishGitAction } from './actions/createPublishGitAction';
export { createPullRequestAction } from './actions/createPullRequestAction';
