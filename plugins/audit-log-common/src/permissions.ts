import { createPermission } from '@backstage/plugin-permission-common';

/**
 * Allows reading who did what in the portal.
 *
 * @public
 */
export const auditEventReadPermission = createPermission({
  name: 'audit.event.read',
  attributes: { action: 'read' },
});

/** @public */
export const auditPermissions = [auditEventReadPermission];
