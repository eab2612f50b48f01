import { ConflictError } from '@backstage/errors';
import type { StoredPlan } from './PlanStore';

/** Who acts on a plan says which one they have seen. */
export function assertHash(plan: StoredPlan, hash: string): void {
  if (plan.hash !== hash) {
    throw new ConflictError(
      'hash: it is that of another plan, so this is not what you have seen',
    );
  }
}
