import type { ResourcePermission } from '@backstage/plugin-permission-common';
import { usePermission } from '@backstage/plugin-permission-react';
import type { RepositoryId } from '@notes/plugin-git-host-common';

/** Whether the person may do something with a repository; not before it is known. */
export function useAllowed(
  permission: ResourcePermission,
  id: RepositoryId,
): boolean {
  const resourceRef = `${id.owner}/${id.name}`;
  const { loading, allowed } = usePermission({ permission, resourceRef });
  return !loading && allowed;
}
