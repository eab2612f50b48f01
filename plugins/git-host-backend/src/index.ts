/**
 * The embedded git host: repositories, the git protocol, pull requests and tokens.
 *
 * @packageDocumentation
 */
import { createBackendFeatureLoader } from '@backstage/backend-plugin-api';
import { gitHostPlugin } from './plugin';
import { authModuleGitHost } from './tokens';
import { gitHostUrlReaderFactory } from './urlReader';

/** All parts of the git host, for `backend.add(import('…'))`. */
export default createBackendFeatureLoader({
  loader: () => [gitHostPlugin, gitHostUrlReaderFactory, authModuleGitHost],
});

export { gitHostPlugin } from './plugin';
export { isOwnerRule, repositoryResourceRef } from './permissions';
export type { RepositoryFilter, RepositoryResource } from './permissions';
export { authModuleGitHost } from './tokens';
export { gitHostUrlReaderFactory } from './urlReader';
