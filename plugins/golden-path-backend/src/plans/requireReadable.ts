import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { TemplateEntityV1beta3 } from '@backstage/plugin-scaffolder-common';
import {
  templateParameterReadPermission,
  templateStepReadPermission,
} from '@backstage/plugin-scaffolder-common/alpha';
import type { JsonObject, JsonValue } from '@backstage/types';

const TAGS = 'backstage:permissions';

/**
 * A plan shows all of a template, so the caller must be allowed to read all of it.
 *
 * Pages and steps may carry tags by which a policy hides them. Where the answer depends on tags and
 * the template has some, no plan is made: one with holes would promise what does not happen.
 */
export async function requireReadable(
  permissions: PermissionsService,
  entity: TemplateEntityV1beta3,
  credentials: BackstageCredentials,
): Promise<void> {
  const decisions = await permissions.authorizeConditional(
    [
      { permission: templateParameterReadPermission },
      { permission: templateStepReadPermission },
    ],
    { credentials },
  );
  const { parameters, steps } = entity.spec as unknown as JsonObject;
  const tagged = [parameters, steps].map(hasTags);
  decisions.forEach(({ result }, index) => {
    const allowed =
      result === AuthorizeResult.ALLOW ||
      (result === AuthorizeResult.CONDITIONAL && !tagged[index]);
    if (!allowed) {
      const part = index === 0 ? 'the form' : 'all steps';
      throw new NotAllowedError(
        `You are not allowed to read ${part} of this template, so it cannot be planned`,
      );
    }
  });
}

function hasTags(part: JsonValue | undefined): boolean {
  return [part ?? []].flat().some(each => {
    const permissions = (each as JsonObject)[TAGS] as JsonObject | undefined;
    return Array.isArray(permissions?.tags) && permissions.tags.length > 0;
  });
}
