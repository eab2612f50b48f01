import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  BasicPermission,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import type { RepositoryId } from '@notes/plugin-git-host-common';

export interface PermissionQuestion {
  permission: BasicPermission | ResourcePermission;
  /** The repository, for permissions that look at one. */
  id?: RepositoryId;
  credentials: BackstageCredentials;
}

/** @throws NotAllowedError when the policy denies it to the caller */
export async function requirePermission(
  permissions: PermissionsService,
  question: PermissionQuestion,
): Promise<void> {
  if (!(await hasPermission(permissions, question))) {
    const { permission, id } = question;
    const where = id ? ` on repository '${id.owner}/${id.name}'` : '';
    throw new NotAllowedError(
      `You are not allowed to '${permission.name}'${where}`,
    );
  }
}

export async function hasPermission(
  permissions: PermissionsService,
  question: PermissionQuestion,
): Promise<boolean> {
  const { permission, id, credentials } = question;
  const request =
    permission.type === 'resource'
      ? { permission, resourceRef: `${id?.owner}/${id?.name}` }
      : { permission };
  const [decision] = await permissions.authorize([request], { credentials });
  return decision.result === AuthorizeResult.ALLOW;
}
