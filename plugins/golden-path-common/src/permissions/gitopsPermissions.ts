import { createPermission } from '@backstage/plugin-permission-common';

/** Adding a service of one's own to the GitOps repository. @public */
export const applicationCreatePermission = createPermission({
  name: 'gitops.application.create',
  attributes: { action: 'create' },
});

/** Adding a service that another group owns to the GitOps repository. @public */
export const applicationManagePermission = createPermission({
  name: 'gitops.application.manage',
  attributes: { action: 'update' },
});

/** Every permission of the GitOps actions. @public */
export const gitopsPermissions = [
  applicationCreatePermission,
  applicationManagePermission,
];
