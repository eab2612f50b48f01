import {
  discoveryApiRef,
  fetchApiRef,
  useApi,
} from '@backstage/frontend-plugin-api';
import {
  ConnectionPart,
  ConnectionsClient,
} from '@notes/plugin-connections-common';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';

/** A place where a repository may be made. */
export interface RepoHostChoice {
  value: string;
  label: string;
  /** Why it cannot be chosen now. */
  problem?: string;
}

const EMBEDDED: RepoHostChoice = {
  value: 'embedded',
  label: 'Git host of this portal',
};
const OUTSIDE = ['github', 'gitlab', 'gitea'];

/** The git host of the portal, and those outside hosts that are configured. */
export function useRepoHosts() {
  const discoveryApi = useApi(discoveryApiRef);
  const fetchApi = useApi(fetchApiRef);
  const answer = useAsyncRetry(() => {
    const client = new ConnectionsClient({ discoveryApi, fetchApi });
    return client.listParts();
  }, [discoveryApi, fetchApi]);
  const outside = (answer.value ?? [])
    .filter(
      ({ id, state }) => OUTSIDE.includes(id) && state !== 'not-connected',
    )
    .map(toChoice);
  return {
    loading: answer.loading,
    failed: Boolean(answer.error),
    hosts: [EMBEDDED, ...outside],
  };
}

function toChoice({ id, title, state, reason }: ConnectionPart) {
  return state === 'broken'
    ? { value: id, label: `${title} (not available)`, problem: reason }
    : { value: id, label: title };
}
