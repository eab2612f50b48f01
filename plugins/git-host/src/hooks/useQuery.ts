import { DependencyList, useCallback, useEffect, useState } from 'react';

export interface Query<T> {
  /** The last good value; it stays while a newer one is on its way. */
  value: T | undefined;
  error: Error | undefined;
  loading: boolean;
  retry(): void;
}

interface State<T> {
  value?: T;
  error?: Error;
  loading: boolean;
}

/** Loads a value, and again whenever `deps` change. An answer to an older question is dropped. */
export function useQuery<T>(
  load: () => Promise<T>,
  deps: DependencyList,
): Query<T> {
  const [state, setState] = useState<State<T>>({ loading: true });
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    let current = true;
    setState(before => ({ ...before, error: undefined, loading: true }));
    load().then(
      value => current && setState({ value, loading: false }),
      (error: Error) =>
        current && setState(before => ({ ...before, error, loading: false })),
    );
    return () => {
      current = false;
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `load` is made anew on each render, `deps` say when it matters.
  }, [...deps, attempt]);

  const retry = useCallback(() => setAttempt(count => count + 1), []);
  return {
    value: state.value,
    error: state.error,
    loading: state.loading,
    retry,
  };
}
