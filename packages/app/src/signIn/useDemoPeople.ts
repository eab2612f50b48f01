import { discoveryApiRef, useApi } from '@backstage/frontend-plugin-api';
import { ResponseError } from '@backstage/errors';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';

/** Somebody offered on the sign-in page. */
export interface DemoPerson {
  name: string;
  title: string;
  /** Who they are and what they may do, as `who: what`. */
  role: string;
}

/** Asks the backend who can be chosen, so that the page keeps no copy of the names. */
export function useDemoPeople() {
  const discoveryApi = useApi(discoveryApiRef);
  return useAsyncRetry(async () => {
    const baseUrl = await discoveryApi.getBaseUrl('auth');
    const response = await fetch(`${baseUrl}/demo/people`);
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    const { people } = (await response.json()) as { people: DemoPerson[] };
    return people;
  }, [discoveryApi]);
}
