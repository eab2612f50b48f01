import { ConflictError } from '@backstage/errors';
import type { RenderCheck } from '@notes/plugin-golden-path-common';
import type { Caller } from '../ledger/LedgerService';
import type { PlanStore } from './PlanStore';

/** Keeps a task from making anything but what was planned and approved. */
export class RenderGuard {
  readonly #store: PlanStore;

  constructor(options: { store: PlanStore }) {
    this.#store = options.store;
  }

  /** Whether what a task of the caller renders now may become real. */
  async check(
    check: RenderCheck,
    caller: Caller,
  ): Promise<{ planId: string | undefined }> {
    const store = this.#store;
    const query = {
      ...check,
      templateRef: check.templateRef.toLowerCase(),
      createdBy: caller.userRef,
    };
    const newest = await store.findNewest(query);
    if (newest && newest.renderTree !== check.renderTree) {
      await store.void(newest.id, 'The template changed since the plan');
      throw new ConflictError(
        `The template changed since the plan '${newest.id}': make a new plan and look at it`,
      );
    }
    if (!check.approvalRequired) {
      return { planId: newest?.id };
    }
    const approved = await store.findApproved(query);
    if (!approved) {
      const who = newest?.approver ?? 'the group that owns the template';
      throw new ConflictError(
        `This template needs a plan that ${who} has approved: make one and ask for the approval`,
      );
    }
    return { planId: approved.id };
  }
}
