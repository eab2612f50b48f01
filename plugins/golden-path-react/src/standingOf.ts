import type { PlanState, PlanSummary } from '@notes/plugin-golden-path-common';

/** Where a plan stands for people, who are told a void plan from one that is only too old. */
export type Standing = PlanState | 'expired';

/** A page may be open for longer than a plan is valid. */
export function standingOf(
  plan: Pick<PlanSummary, 'state' | 'expiresAt'>,
  now = Date.now(),
): Standing {
  const expired = Date.parse(plan.expiresAt) <= now;
  return expired && plan.state !== 'created' && plan.state !== 'denied'
    ? 'expired'
    : plan.state;
}
