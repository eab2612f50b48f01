import {
  AuthorizeResult,
  ConditionalPolicyDecision,
} from '@backstage/plugin-permission-common';
import { RESOURCE_TYPE_REPOSITORY } from './permissions';

/**
 * The decision "yes, when one of `claims` owns the repository", for a permission policy.
 *
 * @example
 * ```ts
 * if (isPermission(request.permission, repositoryPushPermission)) {
 *   return createRepositoryOwnerDecision(user.info.ownershipEntityRefs);
 * }
 * ```
 *
 * @public
 */
export function createRepositoryOwnerDecision(
  claims: string[],
): ConditionalPolicyDecision {
  return {
    result: AuthorizeResult.CONDITIONAL,
    pluginId: 'git-host',
    resourceType: RESOURCE_TYPE_REPOSITORY,
    conditions: {
      rule: 'IS_OWNER',
      resourceType: RESOURCE_TYPE_REPOSITORY,
      params: { claims },
    },
  };
}
