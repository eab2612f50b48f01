import { createApiRef } from '@backstage/frontend-plugin-api';
import type { ConnectionsApi } from '@notes/plugin-connections-common';

/** What the portal is connected to. @public */
export const connectionsApiRef = createApiRef<ConnectionsApi>({
  id: 'plugin.connections.service',
});
