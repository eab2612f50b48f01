import { useApiHolder } from '@backstage/frontend-plugin-api';
import { entityPresentationApiRef } from '@backstage/plugin-catalog-react';
import { formatRef } from '@notes/plugin-portal-react';
import useAsync from 'react-use/esm/useAsync';

/** What people and groups are called, for sentences that name them; their references until that is known. */
export function useNames(refs: readonly string[]): (ref: string) => string {
  const presentation = useApiHolder().get(entityPresentationApiRef);
  const key = [...new Set(refs)].sort().join(' ');
  const { value } = useAsync(async () => {
    const wanted = key.split(' ').filter(Boolean);
    const names = await Promise.all(
      wanted.map(async ref => {
        const found = await presentation?.forEntity(ref).promise;
        return [ref, found?.primaryTitle] as const;
      }),
    );
    return new Map(names);
  }, [presentation, key]);
  return ref => value?.get(ref) ?? formatRef(ref);
}
