import { useApi } from '@backstage/frontend-plugin-api';
import { ScaffolderTask } from '@backstage/plugin-scaffolder-common';
import { scaffolderApiRef } from '@backstage/plugin-scaffolder-react';
import { Query, useQuery, useRepeat } from './useQuery';

const SHOWN = 5;
const WHILE_RUNNING_MS = 3_000;

/** What the person created lately; asked again while something is still running. */
export function useMyTasks(): Query<ScaffolderTask[]> {
  const scaffolderApi = useApi(scaffolderApiRef);
  const query = useQuery(async () => {
    const { tasks } = await scaffolderApi.listTasks({
      filterByOwnership: 'owned',
      limit: SHOWN,
    });
    return tasks;
  }, [scaffolderApi]);
  const running = query.value?.some(
    ({ status }) => status === 'open' || status === 'processing',
  );
  useRepeat(query.retry, running ? WHILE_RUNNING_MS : undefined);
  return query;
}
