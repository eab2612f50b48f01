import { createPermission } from '@backstage/plugin-permission-common';

/** Reading plans; one's own, and those that wait for an approval. @public */
export const planReadPermission = createPermission({
  name: 'goldenPath.plan.read',
  attributes: { action: 'read' },
});

/** Making a plan and running it. @public */
export const planCreatePermission = createPermission({
  name: 'goldenPath.plan.create',
  attributes: { action: 'create' },
});

/** Approving or denying a plan; only members of the template's owner group may, whoever else holds it. @public */
export const planApprovePermission = createPermission({
  name: 'goldenPath.plan.approve',
  attributes: { action: 'update' },
});

/** Every permission of the golden path. @public */
export const goldenPathPermissions = [
  planReadPermission,
  planCreatePermission,
  planApprovePermission,
];
