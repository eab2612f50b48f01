import { DependencyList, useEffect, useRef } from 'react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';

/** What is known about something the server was asked for. */
export interface Query<T> {
  /** The newest value there is, kept while it is being refreshed or cannot be. */
  value: T | undefined;
  error: Error | undefined;
  loading: boolean;
  /** When `value` came, as milliseconds since 1970. */
  loadedAt: number | undefined;
  retry: () => void;
}

/** Asks the server, and keeps the last good answer when a later one fails. */
export function useQuery<T>(
  load: () => Promise<T>,
  dependencies: DependencyList,
): Query<T> {
  const last = useRef<{ value: T; at: number }>();
  const { value, error, loading, retry } = useAsyncRetry(load, dependencies);
  // Written while rendering, so that the value that just came is returned at once.
  if (
    !loading &&
    !error &&
    value !== undefined &&
    last.current?.value !== value
  ) {
    last.current = { value, at: Date.now() };
  }
  return {
    value: last.current?.value,
    error,
    loading,
    loadedAt: last.current?.at,
    retry,
  };
}

/** Asks again every so often, for as long as there is a reason to. */
export function useRepeat(retry: () => void, everyMs: number | undefined) {
  const latest = useRef(retry);
  latest.current = retry;
  useEffect(() => {
    if (everyMs === undefined) {
      return undefined;
    }
    const timer = setInterval(() => latest.current(), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
}
