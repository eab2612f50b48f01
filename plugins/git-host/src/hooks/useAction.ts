import { useState } from 'react';

/** Runs something on the server at a click, one at a time, and keeps what went wrong. */
export function useAction() {
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<Error>();

  const run = async (action: () => Promise<unknown>): Promise<boolean> => {
    setPending(true);
    setError(undefined);
    try {
      await action();
      return true;
    } catch (caught) {
      setError(caught as Error);
      return false;
    } finally {
      setPending(false);
    }
  };
  return { pending, error, run };
}
