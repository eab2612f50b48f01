import { useCallback, useState } from 'react';

const KEY = 'notes.nav.narrow';

function stored(): boolean {
  try {
    return localStorage.getItem(KEY) === 'true';
  } catch {
    return false;
  }
}

/** Whether the navigation shows icons only; kept in the browser. */
export function useNarrow(): [boolean, () => void] {
  const [narrow, setNarrow] = useState(stored);
  const toggle = useCallback(() => {
    setNarrow(before => {
      try {
        localStorage.setItem(KEY, String(!before));
      } catch {
        // Without storage the choice lasts until the next load.
      }
      return !before;
    });
  }, []);
  return [narrow, toggle];
}
