import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { dependenciesContent } from '../entity/dependenciesContent';
import { unregisterApi } from '../entity/unregister/unregisterApi';
import { unregisterMenuItem } from '../entity/unregister/unregisterMenuItem';

/** What we add to the pages of entities; their order is in the configuration. */
export const catalogModule = createFrontendModule({
  pluginId: 'catalog',
  extensions: [dependenciesContent, unregisterApi, unregisterMenuItem],
});
