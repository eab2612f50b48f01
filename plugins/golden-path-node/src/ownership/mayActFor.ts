import type {
  BackstageCredentials,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { applicationManagePermission } from '@notes/plugin-golden-path-common';

/** What is asked about a caller. @public */
export interface OwnershipServices {
  permissions: PermissionsService;
  userInfo: UserInfoService;
}

/**
 * Whether a caller may make something that the given group or person owns: it is theirs, or they manage
 * what all teams deploy.
 *
 * @public
 */
export async function mayActFor(
  { permissions, userInfo }: OwnershipServices,
  credentials: BackstageCredentials,
  ownerRef: string,
): Promise<boolean> {
  if ((await listOwned(userInfo, credentials)).includes(ownerRef)) {
    return true;
  }
  const [{ result }] = await permissions.authorize(
    [{ permission: applicationManagePermission }],
    { credentials },
  );
  return result === AuthorizeResult.ALLOW;
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
