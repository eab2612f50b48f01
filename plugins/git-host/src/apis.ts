import {
  ApiBlueprint,
  createApiRef,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { GitHostApi, GitHostClient } from '@notes/plugin-git-host-common';

/**
 * The git host of the portal.
 *
 * @public
 */
export const gitHostApiRef = createApiRef<GitHostApi>().with({
  id: 'plugin.git-host',
  pluginId: 'git-host',
});

export const gitHostApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: gitHostApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new GitHostClient(deps),
    }),
});
