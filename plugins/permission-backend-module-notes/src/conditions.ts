import {
  catalogConditions,
  createCatalogConditionalDecision,
} from '@backstage/plugin-catalog-backend/alpha';
import { RESOURCE_TYPE_CATALOG_ENTITY } from '@backstage/plugin-catalog-common/alpha';
import {
  isResourcePermission,
  type ConditionalPolicyDecision,
  type Permission,
} from '@backstage/plugin-permission-common';
import {
  createScaffolderTaskConditionalDecision,
  createScaffolderTemplateConditionalDecision,
  scaffolderTaskConditions,
  scaffolderTemplateConditions,
} from '@backstage/plugin-scaffolder-backend/alpha';
import {
  RESOURCE_TYPE_SCAFFOLDER_TASK,
  RESOURCE_TYPE_SCAFFOLDER_TEMPLATE,
} from '@backstage/plugin-scaffolder-common/alpha';
import {
  createRepositoryOwnerDecision,
  RESOURCE_TYPE_REPOSITORY,
} from '@notes/plugin-git-host-common';
import type { Reach } from './rules';

/** @internal */
export interface Person {
  userEntityRef: string;
  /** The person and their groups. */
  ownershipEntityRefs: string[];
}

/** @internal */
export interface ConditionOptions {
  person: Person;
  privilegedTag: string;
}

/**
 * Says "only these resources" in the words of the plugin that has them, or
 * nothing when the plugin has no word for it.
 *
 * @internal
 */
export function conditionFor(
  reach: Exclude<Reach, 'all'>,
  permission: Permission,
  { person, privilegedTag }: ConditionOptions,
): ConditionalPolicyDecision | undefined {
  if (
    reach === 'own' &&
    isResourcePermission(permission, RESOURCE_TYPE_CATALOG_ENTITY)
  ) {
    return createCatalogConditionalDecision(
      permission,
      catalogConditions.isEntityOwner({ claims: person.ownershipEntityRefs }),
    );
  }
  if (
    reach === 'own' &&
    isResourcePermission(permission, RESOURCE_TYPE_SCAFFOLDER_TASK)
  ) {
    return createScaffolderTaskConditionalDecision(
      permission,
      scaffolderTaskConditions.isTaskOwner({
        createdBy: [person.userEntityRef],
      }),
    );
  }
  if (
    reach === 'own' &&
    isResourcePermission(permission, RESOURCE_TYPE_REPOSITORY)
  ) {
    return createRepositoryOwnerDecision(person.ownershipEntityRefs);
  }
  if (
    reach === 'unprivileged' &&
    isResourcePermission(permission, RESOURCE_TYPE_SCAFFOLDER_TEMPLATE)
  ) {
    return createScaffolderTemplateConditionalDecision(permission, {
      not: scaffolderTemplateConditions.hasTag({ tag: privilegedTag }),
    });
  }
  return undefined;
}
