import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  ConflictError,
  InputError,
  NotAllowedError,
  toError,
} from '@backstage/errors';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import {
  planApprovePermission,
  type Plan,
} from '@notes/plugin-golden-path-common';
import type { Caller } from '../ledger/LedgerService';
import { assertHash } from './assertHash';
import { isApprover, stateOf, toPlan } from './describePlan';
import type { PlanAccess } from './PlanAccess';
import type { PlanStore } from './PlanStore';

/** Asking for a decision, and deciding. */
export class ApprovalService {
  readonly #options: {
    access: PlanAccess;
    logger: LoggerService;
    notifications: NotificationService;
    store: PlanStore;
  };

  constructor(options: {
    access: PlanAccess;
    logger: LoggerService;
    notifications: NotificationService;
    store: PlanStore;
  }) {
    this.#options = options;
  }

  async request(
    id: string,
    note: string | undefined,
    caller: Caller,
  ): Promise<Plan> {
    const { plan, reader } = await this.#options.access.read(id, caller);
    if (plan.createdBy !== caller.userRef) {
      throw new NotAllowedError('Only who made a plan asks for its approval');
    }
    const { state, reason } = stateOf(plan);
    if (state !== 'approval-required' && state !== 'waiting') {
      throw new ConflictError(
        reason ?? `The plan is ${state}: no approval can be asked for`,
      );
    }
    const asked = await this.#options.store.request(id, note);
    if (state === 'approval-required' && plan.approver) {
      await this.#notify(plan.approver, {
        title: `Approve a plan of ${plan.document.templateTitle}?`,
        description: `${plan.createdBy} would make ${plan.document.name ?? 'it'}.${note ? ` ${note}` : ''}`,
        link: `/create/plans/${id}`,
        topic: `golden-path:plan:${id}`,
      });
    }
    return toPlan(asked, reader);
  }

  async decide(
    id: string,
    decision: {
      outcome: 'approved' | 'denied';
      hash: string;
      reason: string | undefined;
    },
    caller: Caller,
  ): Promise<Plan> {
    await this.#options.access.require(planApprovePermission, caller);
    const { plan, reader } = await this.#options.access.read(id, caller);
    if (!isApprover(plan, reader)) {
      throw new NotAllowedError(
        plan.createdBy === caller.userRef
          ? 'Who made a plan does not decide on it'
          : `Only members of ${plan.approver ?? 'the group that owns the template'} decide on this plan`,
      );
    }
    assertHash(plan, decision.hash);
    const { state, reason } = stateOf(plan);
    if (state !== 'waiting') {
      throw new ConflictError(reason ?? `The plan is ${state}, not waiting`);
    }
    if (decision.outcome === 'denied' && !decision.reason?.trim()) {
      throw new InputError('reason: expected the reason of the denial');
    }
    const decided = await this.#options.store.decide(id, {
      ...decision,
      by: caller.userRef,
    });
    if (!decided) {
      throw new ConflictError('Somebody else has decided in the meantime');
    }
    await this.#notify(plan.createdBy, {
      title: `Your plan of ${plan.document.templateTitle} is ${decision.outcome}`,
      description: decision.reason ?? `By ${caller.userRef}.`,
      link: `/create/plans/${id}`,
      topic: `golden-path:plan:${id}`,
    });
    return toPlan(decided, reader);
  }

  /** A decision stands whether or not its notification arrives. */
  async #notify(
    entityRef: string,
    payload: {
      title: string;
      description: string;
      link: string;
      topic: string;
    },
  ): Promise<void> {
    const { notifications, logger } = this.#options;
    try {
      await notifications.send({
        recipients: { type: 'entity', entityRef },
        payload,
      });
    } catch (error) {
      logger.warn(`Could not notify '${entityRef}'`, toError(error));
    }
  }
}
