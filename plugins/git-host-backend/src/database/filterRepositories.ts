import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import {
  isAndCriteria,
  isNotCriteria,
  isOrCriteria,
} from '@backstage/plugin-permission-node';
import type { Knex } from 'knex';
import type { RepositoryFilter } from '../permissions';

/** Adds what the permission policy asks for to a query of repositories. */
export function filterRepositories(
  query: Knex.QueryBuilder,
  criteria: PermissionCriteria<RepositoryFilter>,
): void {
  if (isNotCriteria(criteria)) {
    query.whereNot(inner => filterRepositories(inner, criteria.not));
  } else if (isAndCriteria(criteria)) {
    query.where(inner => {
      for (const each of criteria.allOf) {
        inner.where(nested => filterRepositories(nested, each));
      }
    });
  } else if (isOrCriteria(criteria)) {
    query.where(inner => {
      for (const each of criteria.anyOf) {
        inner.orWhere(nested => filterRepositories(nested, each));
      }
    });
  } else {
    // A repository without an owner must not turn `not` into SQL's unknown.
    query.whereRaw('coalesce(owner_ref, ?) = any(?)', ['', criteria.ownerRefs]);
  }
}
