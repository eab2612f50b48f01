import type { Plan } from '@notes/plugin-golden-path-common';
import { type DependencyList, useCallback, useEffect, useState } from 'react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import useInterval from 'react-use/esm/useInterval';
import { standingOf } from '@notes/plugin-golden-path-react';

const LOOK_AGAIN_MS = 10_000;

/** A plan as far as it is known. */
export interface CurrentPlan {
  /** The last that was read; it stays when a newer one cannot be read. */
  plan: Plan | undefined;
  error: Error | undefined;
  loading: boolean;
  /** Asks again and shows what is there meanwhile. */
  refresh(): void;
  /** Takes what a call has answered with, or forgets the plan. */
  setPlan(plan: Plan | undefined): void;
}

/** Loads a plan, and looks again for as long as somebody else is about to decide. */
export function useCurrentPlan(
  load: () => Promise<Plan>,
  deps: DependencyList,
): CurrentPlan {
  const [plan, setPlan] = useState<Plan>();
  // eslint-disable-next-line react-hooks/exhaustive-deps -- `load` is made anew on each render, `deps` say when it matters.
  const { value, error, loading, retry } = useAsyncRetry(load, deps);
  useEffect(() => {
    if (value) {
      setPlan(value);
    }
  }, [value]);
  const refresh = useCallback(() => {
    if (!loading) {
      retry();
    }
  }, [loading, retry]);
  const waits = plan !== undefined && standingOf(plan) === 'waiting';
  useInterval(refresh, waits ? LOOK_AGAIN_MS : null);
  return { plan, error, loading, refresh, setPlan };
}
