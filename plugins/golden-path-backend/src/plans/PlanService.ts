import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import type { ScaffolderService } from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';
import {
  planCreatePermission,
  planReadPermission,
  type Plan,
  type PlanFileContent,
  type PlanSummary,
} from '@notes/plugin-golden-path-common';
import type { Caller } from '../ledger/LedgerService';
import { assertHash } from './assertHash';
import { stateOf, toPlan, toSummary } from './describePlan';
import type { PlanAccess } from './PlanAccess';
import type { Planner } from './Planner';
import { STARTING, type PlanStore, type StoredPlan } from './PlanStore';
import type { TemplateRenderer } from './TemplateRenderer';

export interface PlanServiceOptions {
  access: PlanAccess;
  planner: Pick<Planner, 'plan'>;
  renderer: Pick<TemplateRenderer, 'hash'>;
  scaffolder: Pick<ScaffolderService, 'scaffold'>;
  store: PlanStore;
}

/** Plans and what becomes of them; each method acts with the rights of its caller. */
export class PlanService {
  readonly #options: PlanServiceOptions;

  constructor(options: PlanServiceOptions) {
    this.#options = options;
  }

  async create(
    request: { templateRef: string; values: JsonObject },
    caller: Caller,
  ): Promise<Plan> {
    await this.#options.access.require(planCreatePermission, caller);
    const { plan, files } = await this.#options.planner.plan(request, caller);
    const stored = await this.#options.store.insert(plan, files);
    return toPlan(stored, await this.#options.access.readerOf(caller));
  }

  async list(
    query: { waiting: boolean; templateRef?: string; limit: number },
    caller: Caller,
  ): Promise<PlanSummary[]> {
    await this.#options.access.require(planReadPermission, caller);
    const reader = await this.#options.access.readerOf(caller);
    const plans = await this.#options.store.list({
      ...query,
      createdBy: caller.userRef,
      approvers: reader.mayApprove ? reader.groups : [],
      templateRef: query.templateRef?.toLowerCase(),
    });
    return plans.map(plan => toSummary(plan, reader));
  }

  async get(id: string, caller: Caller): Promise<Plan> {
    const { plan, reader } = await this.#options.access.read(id, caller);
    return toPlan(plan, reader);
  }

  async readFile(
    id: string,
    path: string,
    caller: Caller,
  ): Promise<PlanFileContent> {
    const { plan } = await this.#options.access.read(id, caller);
    const file = plan.document.files.find(each => each.path === path);
    if (!file) {
      throw new NotFoundError(`The plan has no file '${path}'`);
    }
    const content = await this.#options.store.readFile(id, path);
    return { ...file, content: content?.toString('utf8') };
  }

  /** Starts the task; rendered once more, so that what was seen is what is made. */
  async start(
    id: string,
    request: { hash: string; secrets?: Record<string, string> },
    caller: Caller,
  ): Promise<{ taskId: string; outcome: 'started' | 'existing' }> {
    const { scaffolder, store } = this.#options;
    await this.#options.access.require(planCreatePermission, caller);
    const { plan } = await this.#options.access.read(id, caller);
    if (plan.createdBy !== caller.userRef) {
      throw new NotAllowedError('Only who made a plan creates from it');
    }
    assertHash(plan, request.hash);
    if (plan.taskId && plan.taskId !== STARTING) {
      return { taskId: plan.taskId, outcome: 'existing' };
    }
    assertStartable(plan);
    await this.#assertUnchanged(plan, caller);
    if (!(await store.claimStart(id))) {
      throw new ConflictError('The task of this plan is being started');
    }
    let taskId: string | undefined;
    try {
      ({ taskId } = await scaffolder.scaffold(
        {
          templateRef: plan.templateRef,
          values: plan.document.values as Record<string, never>,
          secrets: request.secrets,
        },
        { credentials: caller.credentials },
      ));
      return { taskId, outcome: 'started' };
    } finally {
      await store.finishStart(id, taskId);
    }
  }

  async #assertUnchanged(plan: StoredPlan, caller: Caller): Promise<void> {
    const { renderer, store } = this.#options;
    const now = await renderer.hash(
      plan.templateRef,
      plan.document.values,
      caller.credentials,
    );
    if (now !== plan.hash) {
      const reason = 'The template changed since the plan: make a new one';
      await store.void(plan.id, reason);
      throw new ConflictError(reason);
    }
  }
}

function assertStartable(plan: StoredPlan): void {
  const { state, reason } = stateOf(plan);
  const refusals: Partial<Record<typeof state, string>> = {
    void: reason,
    created: 'The task of this plan is being started',
    denied: `The plan was denied: ${plan.decisionReason ?? ''}`,
    'approval-required': `${plan.approver ?? 'The owner of the template'} must approve the plan first`,
    waiting: `${plan.approver ?? 'The owner of the template'} has not decided yet`,
  };
  const refusal = refusals[state];
  if (refusal) {
    throw new ConflictError(refusal);
  }
}
