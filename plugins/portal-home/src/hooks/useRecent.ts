import { useApi } from '@backstage/frontend-plugin-api';
import { Visit, visitsApiRef } from '@backstage/plugin-home';
import { Query, useQuery } from './useQuery';

const SHOWN = 6;

/** The pages opened last, without Home itself and without sign-in detours. */
export function useRecent(): Query<Visit[]> {
  const visitsApi = useApi(visitsApiRef);
  return useQuery(
    () =>
      visitsApi.list({
        limit: SHOWN,
        orderBy: [{ field: 'timestamp', direction: 'desc' }],
        filterBy: [{ field: 'pathname', operator: '!=', value: '/' }],
      }),
    [visitsApi],
  );
}
