import type {
  AuthService,
  LoggerService,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  toError,
} from '@backstage/errors';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import {
  AuthorizeResult,
  type BasicPermission,
} from '@backstage/plugin-permission-common';
import type { ScaffolderService } from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';
import {
  planApprovePermission,
  planCreatePermission,
  planReadPermission,
  type Plan,
  type PlanFileContent,
  type PlanSummary,
  type RenderCheck,
} from '@notes/plugin-golden-path-common';
import type { Caller } from '../ledger/LedgerService';
import {
  isApprover,
  stateOf,
  toPlan,
  toSummary,
  type Reader,
} from './describePlan';
import type { Planner } from './Planner';
import { STARTING, type PlanStore, type StoredPlan } from './PlanStore';
import type { TemplateRenderer } from './TemplateRenderer';

export interface PlanServiceOptions {
  auth: AuthService;
  logger: LoggerService;
  notifications: NotificationService;
  permissions: PermissionsService;
  planner: Pick<Planner, 'plan'>;
  renderer: Pick<TemplateRenderer, 'render'>;
  scaffolder: Pick<ScaffolderService, 'scaffold'>;
  store: PlanStore;
  userInfo: UserInfoService;
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
    await this.#require(planCreatePermission, caller);
    const { plan, files } = await this.#options.planner.plan(request, caller);
    const stored = await this.#options.store.insert(plan, files);
    return toPlan(stored, await this.#readerOf(caller));
  }

  async list(
    query: { waiting: boolean; templateRef?: string; limit: number },
    caller: Caller,
  ): Promise<PlanSummary[]> {
    await this.#require(planReadPermission, caller);
    const reader = await this.#readerOf(caller);
    const plans = await this.#options.store.list({
      ...query,
      createdBy: caller.userRef,
      approvers: reader.mayApprove ? reader.groups : [],
      templateRef: query.templateRef?.toLowerCase(),
    });
    return plans.map(plan => toSummary(plan, reader));
  }

  async get(id: string, caller: Caller): Promise<Plan> {
    const { plan, reader } = await this.#read(id, caller);
    return toPlan(plan, reader);
  }

  async readFile(
    id: string,
    path: string,
    caller: Caller,
  ): Promise<PlanFileContent> {
    const { plan } = await this.#read(id, caller);
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
    await this.#require(planCreatePermission, caller);
    const { plan } = await this.#read(id, caller);
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

  async requestApproval(
    id: string,
    note: string | undefined,
    caller: Caller,
  ): Promise<Plan> {
    const { plan, reader } = await this.#read(id, caller);
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
        link: `/plans/${id}`,
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
    await this.#require(planApprovePermission, caller);
    const { plan, reader } = await this.#read(id, caller);
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
      link: `/plans/${id}`,
      topic: `golden-path:plan:${id}`,
    });
    return toPlan(decided, reader);
  }

  /** Whether what a task of the caller renders now may become real. */
  async checkRender(
    check: RenderCheck,
    caller: Caller,
  ): Promise<{ planId: string | undefined }> {
    const { store } = this.#options;
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

  async #assertUnchanged(plan: StoredPlan, caller: Caller): Promise<void> {
    const { renderer, store } = this.#options;
    const now = await renderer.render(
      plan.templateRef,
      plan.document.values,
      caller.credentials,
    );
    if (now.hash !== plan.hash) {
      const reason = 'The template changed since the plan: make a new one';
      await store.void(plan.id, reason);
      throw new ConflictError(reason);
    }
  }

  /** To who may not read a plan, it does not exist. */
  async #read(
    id: string,
    caller: Caller,
  ): Promise<{ plan: StoredPlan; reader: Reader }> {
    await this.#require(planReadPermission, caller);
    const plan = await this.#options.store.find(id);
    const reader = await this.#readerOf(caller);
    if (
      !plan ||
      (plan.createdBy !== caller.userRef && !isApprover(plan, reader))
    ) {
      throw new NotFoundError(`There is no plan '${id}'`);
    }
    return { plan, reader };
  }

  async #readerOf(caller: Caller): Promise<Reader> {
    const { userInfo, permissions } = this.#options;
    const [info, [decision]] = await Promise.all([
      userInfo.getUserInfo(caller.credentials),
      permissions.authorize([{ permission: planApprovePermission }], {
        credentials: caller.credentials,
      }),
    ]);
    return {
      userRef: caller.userRef,
      groups: info.ownershipEntityRefs.map(ref => ref.toLowerCase()),
      mayApprove: decision.result === AuthorizeResult.ALLOW,
    };
  }

  async #require(permission: BasicPermission, caller: Caller): Promise<void> {
    const [{ result }] = await this.#options.permissions.authorize(
      [{ permission }],
      { credentials: caller.credentials },
    );
    if (result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(`You are not allowed to '${permission.name}'`);
    }
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

function assertHash(plan: StoredPlan, hash: string): void {
  if (plan.hash !== hash) {
    throw new ConflictError(
      'hash: it is that of another plan, so this is not what you have seen',
    );
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
