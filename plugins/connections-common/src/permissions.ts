import { createPermission } from '@backstage/plugin-permission-common';

/** Reading what stands behind a part: names of clusters, instances and hosts. */
export const connectionsDetailReadPermission = createPermission({
  name: 'connections.detail.read',
  attributes: { action: 'read' },
});

/** Every permission of the connections plugin. */
export const connectionsPermissions = [connectionsDetailReadPermission];
