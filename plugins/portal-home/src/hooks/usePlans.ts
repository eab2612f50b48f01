import { useApi } from '@backstage/frontend-plugin-api';
import type { PlanSummary } from '@notes/plugin-golden-path-common';
import { goldenPathApiRef, standingOf } from '@notes/plugin-golden-path-react';
import { Query, useQuery, useRepeat } from './useQuery';

const SHOWN = 5;
const WHILE_WAITING_MS = 15_000;

/** The person's own plans, the newest first; asked again while somebody is about to decide. */
export function useMyPlans(): Query<PlanSummary[]> {
  const api = useApi(goldenPathApiRef);
  const query = useQuery(() => api.listPlans({ limit: SHOWN }), [api]);
  const waits = query.value?.some(plan => standingOf(plan) === 'waiting');
  useRepeat(query.retry, waits ? WHILE_WAITING_MS : undefined);
  return query;
}

/** The plans on which the person can decide, the one that has waited longest first. */
export function usePlansToDecide(): Query<PlanSummary[]> {
  const api = useApi(goldenPathApiRef);
  const query = useQuery(async () => {
    const waiting = await api.listPlans({ state: 'waiting' });
    return waiting
      .filter(({ approval }) => approval.canDecide)
      .sort((a, b) => askedAt(a).localeCompare(askedAt(b)));
  }, [api]);
  useRepeat(query.retry, WHILE_WAITING_MS);
  return query;
}

/** Since when a plan waits. */
export function askedAt({ approval, createdAt }: PlanSummary): string {
  return approval.request?.at ?? createdAt;
}
