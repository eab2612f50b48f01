import {
  ApiHolder,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { GitHostClient } from '@notes/plugin-git-host-common';

/** The two places that know which names are taken. */
export function createNameApis(apis: ApiHolder) {
  const catalogApi = apis.get(catalogApiRef);
  const discoveryApi = apis.get(discoveryApiRef);
  const fetchApi = apis.get(fetchApiRef);
  if (!catalogApi || !discoveryApi || !fetchApi) {
    throw new Error('The catalog, discovery and fetch APIs must be installed');
  }
  return {
    catalogApi,
    gitHostApi: new GitHostClient({ discoveryApi, fetchApi }),
  };
}
