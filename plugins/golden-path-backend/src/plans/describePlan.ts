import type {
  Plan,
  PlanState,
  PlanSummary,
} from '@notes/plugin-golden-path-common';
import type { StoredPlan } from './PlanStore';
import { STARTING } from './PlanStore';

/** Who reads. */
export type Reader = { userRef: string; groups: string[]; mayApprove: boolean };

/** Where a plan stands, and why when it is void. */
export function stateOf(
  plan: StoredPlan,
  now = new Date(),
): { state: PlanState; reason: string | undefined } {
  if (plan.taskId) {
    return { state: 'created', reason: undefined };
  }
  if (plan.voidReason) {
    return { state: 'void', reason: plan.voidReason };
  }
  if (plan.expiresAt <= now) {
    return {
      state: 'void',
      reason: 'The plan is more than 24 hours old: make a new one',
    };
  }
  if (plan.decision) {
    return { state: plan.decision, reason: undefined };
  }
  if (!plan.approvalRequired) {
    return { state: 'ready', reason: undefined };
  }
  const state = plan.requestedAt ? 'waiting' : 'approval-required';
  return { state, reason: undefined };
}

/** Whether a person may decide: a member of the owner group who did not make the plan. */
export function isApprover(plan: StoredPlan, reader: Reader): boolean {
  return (
    reader.mayApprove &&
    plan.approver !== undefined &&
    plan.createdBy !== reader.userRef &&
    reader.groups.includes(plan.approver)
  );
}

export function toSummary(plan: StoredPlan, reader: Reader): PlanSummary {
  const { state, reason } = stateOf(plan);
  return {
    id: plan.id,
    hash: plan.hash,
    state,
    stateReason: reason,
    templateRef: plan.templateRef,
    templateTitle: plan.document.templateTitle,
    templateVersion: plan.document.templateVersion,
    name: plan.document.name,
    createdBy: plan.createdBy,
    createdAt: plan.createdAt.toISOString(),
    expiresAt: plan.expiresAt.toISOString(),
    taskId: plan.taskId === STARTING ? undefined : plan.taskId,
    approval: {
      required: plan.approvalRequired,
      approvers: plan.approver ? [plan.approver] : [],
      canDecide: state === 'waiting' && isApprover(plan, reader),
      request: plan.requestedAt && {
        by: plan.createdBy,
        at: plan.requestedAt.toISOString(),
        note: plan.requestNote,
      },
      decision:
        plan.decision && plan.decidedBy && plan.decidedAt
          ? {
              outcome: plan.decision,
              by: plan.decidedBy,
              at: plan.decidedAt.toISOString(),
              reason: plan.decisionReason,
            }
          : undefined,
    },
  };
}

export function toPlan(plan: StoredPlan, reader: Reader): Plan {
  const { hidden, values, ...document } = plan.document;
  return {
    ...document,
    ...toSummary(plan, reader),
    inputHash: plan.inputHash,
    renderTree: plan.renderTree,
    values: Object.fromEntries(
      Object.entries(values).filter(([name]) => !hidden.includes(name)),
    ),
  };
}
