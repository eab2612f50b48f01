import type {
  BackstageCredentials,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  type BasicPermission,
} from '@backstage/plugin-permission-common';
import {
  applicationCreatePermission,
  applicationManagePermission,
} from '@notes/plugin-golden-path-common';

export interface ApplicationGuard {
  permissions: PermissionsService;
  userInfo: UserInfoService;
}

/**
 * Adding an application opens an AppProject to a repository. So the caller has
 * to be allowed to do it at all, and to own the project or manage all of them.
 *
 * @throws NotAllowedError otherwise
 */
export async function requireApplication(
  { permissions, userInfo }: ApplicationGuard,
  credentials: BackstageCredentials,
  owner: string,
): Promise<void> {
  const may = async (permission: BasicPermission) => {
    const [{ result }] = await permissions.authorize([{ permission }], {
      credentials,
    });
    return result === AuthorizeResult.ALLOW;
  };
  if (!(await may(applicationCreatePermission))) {
    throw new NotAllowedError(
      `You are not allowed to '${applicationCreatePermission.name}'`,
    );
  }
  if (
    !(await listOwned(userInfo, credentials)).includes(owner) &&
    !(await may(applicationManagePermission))
  ) {
    throw new NotAllowedError(
      `You are not allowed to deploy as '${owner}': you are no member, and '${applicationManagePermission.name}' is not yours`,
    );
  }
}

async function listOwned(
  userInfo: UserInfoService,
  credentials: BackstageCredentials,
): Promise<string[]> {
  // Another part of the portal owns nothing; what it may do, its permission says.
  const { type } = credentials.principal as { type?: string };
  return type === 'user'
    ? (await userInfo.getUserInfo(credentials)).ownershipEntityRefs
    : [];
}
