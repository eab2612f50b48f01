import { useEffect, useState } from 'react';

const QUERY = '(max-width: 700px)';

/** Whether the window is as narrow as a phone; follows when it is resized. */
export function useIsPhone(): boolean {
  const [matches, setMatches] = useState(
    () => window.matchMedia?.(QUERY).matches ?? false,
  );
  useEffect(() => {
    const query = window.matchMedia?.(QUERY);
    const update = () => setMatches(query?.matches ?? false);
    query?.addEventListener?.('change', update);
    return () => query?.removeEventListener?.('change', update);
  }, []);
  return matches;
}
