import {
  ApiBlueprint,
  createApiRef,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import {
  type GoldenPathApi,
  GoldenPathClient,
} from '@notes/plugin-golden-path-common';

/**
 * Plans and their approvals.
 *
 * @public
 */
export const goldenPathApiRef = createApiRef<GoldenPathApi>().with({
  id: 'plugin.golden-path',
  pluginId: 'golden-path',
});

export const goldenPathApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: goldenPathApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new GoldenPathClient(deps),
    }),
});
