import type {
  PlanClaim,
  PlanCost,
  PlanSection,
} from '@notes/plugin-golden-path-common';

/** What the claims of a service cost in a month. */
export function estimateCost(
  claims: readonly PlanClaim[],
  _environments: readonly string[],
): PlanSection<PlanCost> {
  return {
    state: 'unavailable',
    reason: `There is no price table for ${claims.length} claims`,
    fix: undefined,
  };
}
