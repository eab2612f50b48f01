import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  applicationCreatePermission,
  applicationManagePermission,
} from '@notes/plugin-golden-path-common';
import {
  mayActFor,
  type OwnershipServices,
} from '@notes/plugin-golden-path-node';

export type ApplicationGuard = OwnershipServices;

/**
 * Adding an application opens an AppProject to a repository. So the caller has
 * to be allowed to do it at all, and to own the project or manage all of them.
 *
 * @throws NotAllowedError otherwise
 */
export async function requireApplication(
  guard: ApplicationGuard,
  credentials: BackstageCredentials,
  owner: string,
): Promise<void> {
  const [{ result }] = await guard.permissions.authorize(
    [{ permission: applicationCreatePermission }],
    { credentials },
  );
  if (result !== AuthorizeResult.ALLOW) {
    throw new NotAllowedError(
      `You are not allowed to '${applicationCreatePermission.name}'`,
    );
  }
  if (!(await mayActFor(guard, credentials, owner))) {
    throw new NotAllowedError(
      `You are not allowed to deploy as '${owner}': you are no member, and '${applicationManagePermission.name}' is not yours`,
    );
  }
}
