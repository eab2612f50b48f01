import { useCallback, useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import useAsync from 'react-use/esm/useAsync';
import { connectionsApiRef } from './connectionsApiRef';

/** The parts of the portal, what was last read of them, and a way to look again. */
export function useParts() {
  const api = useApi(connectionsApiRef);
  const [round, setRound] = useState(0);
  // A later round is one somebody asked for, so that a recent answer is not enough.
  const answer = useAsync(
    () => api.listParts({ fresh: round > 0 }),
    [api, round],
  );
  const recheck = useCallback(() => setRound(before => before + 1), []);
  return {
    parts: answer.value,
    loading: answer.loading,
    error: answer.error,
    recheck,
  };
}
