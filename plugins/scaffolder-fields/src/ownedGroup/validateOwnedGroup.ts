import { identityApiRef } from '@backstage/frontend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { isAmong, ownForOthersPermission } from './ownership';

/** Stops "Next" at a group for which the plan would be refused. */
export const validateOwnedGroup: CustomFieldValidator<string> = async (
  owner,
  field,
  { apiHolder },
) => {
  const identityApi = apiHolder.get(identityApiRef);
  const permissionApi = apiHolder.get(permissionApiRef);
  if (!owner || !identityApi || !permissionApi) {
    return;
  }
  try {
    const { ownershipEntityRefs } = await identityApi.getBackstageIdentity();
    if (isAmong(owner, ownershipEntityRefs) !== false) {
      return;
    }
    const { result } = await permissionApi.authorize({
      permission: ownForOthersPermission,
    });
    if (result !== AuthorizeResult.ALLOW) {
      field.addError(
        `You are no member of "${owner}", so you may not make something it owns. Choose a group of yours, or ask a platform engineer to make it.`,
      );
    }
  } catch {
    // The plan asks again and says what is wrong.
  }
};
