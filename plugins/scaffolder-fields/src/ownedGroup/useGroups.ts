import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { usePermission } from '@backstage/plugin-permission-react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { ownForOthersPermission } from './ownership';

/** A group of the catalog. */
export interface GroupChoice {
  ref: string;
  title: string;
  mine: boolean;
}

/** The groups somebody may choose as an owner, and the others. */
export interface Groups {
  choices: GroupChoice[];
  others: GroupChoice[];
}

const FIELDS = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.title',
  'spec.profile.displayName',
];

/** Every group of the catalog: those the person may make something for, their own first, and the rest. */
export function useGroups() {
  const catalogApi = useApi(catalogApiRef);
  const identityApi = useApi(identityApiRef);
  const { allowed, loading } = usePermission({
    permission: ownForOthersPermission,
  });
  const { value, error, retry } = useAsyncRetry(async () => {
    const { ownershipEntityRefs } = await identityApi.getBackstageIdentity();
    const groups: Entity[] = [];
    const query = { filter: { kind: 'Group' }, fields: FIELDS };
    for await (const batch of catalogApi.streamEntities(query)) {
      groups.push(...batch);
    }
    return groups
      .map(group => toChoice(group, ownershipEntityRefs))
      .sort(
        (a, b) =>
          Number(b.mine) - Number(a.mine) || a.title.localeCompare(b.title),
      );
  }, [catalogApi, identityApi]);
  const groups: Groups | undefined =
    value && !loading
      ? {
          choices: value.filter(({ mine }) => mine || allowed),
          others: value.filter(({ mine }) => !mine && !allowed),
        }
      : undefined;
  return { groups, error, retry };
}

function toChoice(group: Entity, mine: string[]): GroupChoice {
  const ref = stringifyEntityRef(group);
  const profile = group.spec?.profile as { displayName?: string } | undefined;
  const { name, title } = group.metadata;
  return {
    ref,
    title: title ?? profile?.displayName ?? name,
    mine: mine.includes(ref),
  };
}
