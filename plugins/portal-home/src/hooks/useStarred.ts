import { Entity } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  catalogApiRef,
  starredEntitiesApiRef,
} from '@backstage/plugin-catalog-react';
import useObservable from 'react-use/esm/useObservable';
import { useMemo } from 'react';
import { Query, useQuery } from './useQuery';

const SHOWN = 6;

export interface Starred {
  ref: string;
  /** Missing when the catalog no longer has what was starred. */
  entity: Entity | undefined;
}

/** What the person marked with a star. */
export function useStarred(): Query<Starred[]> {
  const catalogApi = useApi(catalogApiRef);
  const starredApi = useApi(starredEntitiesApiRef);
  const stars$ = useMemo(() => starredApi.starredEntitie$(), [starredApi]);
  const stars = useObservable(stars$, new Set<string>());
  const key = [...stars].sort().slice(0, SHOWN).join(' ');
  return useQuery(async () => {
    const refs = key ? key.split(' ') : [];
    if (refs.length === 0) {
      return [];
    }
    const { items } = await catalogApi.getEntitiesByRefs({
      entityRefs: refs,
      fields: ['kind', 'metadata.name', 'metadata.namespace', 'metadata.title'],
    });
    return refs.map((ref, position) => ({ ref, entity: items[position] }));
  }, [catalogApi, key]);
}
