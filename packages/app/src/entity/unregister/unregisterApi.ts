import {
  ApiBlueprint,
  createApiRef,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { UnregisterClient } from './UnregisterClient';

export const unregisterApiRef = createApiRef<UnregisterClient>().with({
  id: 'plugin.catalog.unregister',
  pluginId: 'catalog',
});

export const unregisterApi = ApiBlueprint.make({
  name: 'unregister',
  params: defineParams =>
    defineParams({
      api: unregisterApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => UnregisterClient.create(deps),
    }),
});
