import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';

/** A group somebody may choose as an owner. */
export interface GroupChoice {
  ref: string;
  title: string;
  mine: boolean;
}

const FIELDS = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.title',
  'spec.profile.displayName',
];

/** Every group of the catalog, those of the signed-in person first. */
export function useGroups() {
  const catalogApi = useApi(catalogApiRef);
  const identityApi = useApi(identityApiRef);
  return useAsyncRetry(async (): Promise<GroupChoice[]> => {
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
