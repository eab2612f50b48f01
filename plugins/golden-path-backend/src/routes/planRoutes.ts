import type {
  AuditorService,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import type { JsonObject } from '@backstage/types';
import type { Router } from 'express';
import { z } from 'zod';
import type { ApprovalService } from '../plans/ApprovalService';
import type { PlanService } from '../plans/PlanService';
import type { RenderGuard } from '../plans/RenderGuard';
import { withAudit } from '@notes/plugin-audit-log-node';
import { createCallerOf } from './createCallerOf';
import { entityRefSchema, hashSchema, parse } from './parse';

const idSchema = z.uuid('expected the id of a plan');
const createSchema = z.strictObject({
  templateRef: entityRefSchema,
  values: z.record(z.string(), z.json()),
});
const listSchema = z.object({
  state: z.enum(['waiting']).optional(),
  templateRef: entityRefSchema.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
const startSchema = z.strictObject({
  hash: hashSchema,
  secrets: z.record(z.string(), z.string()).optional(),
});
const requestSchema = z.strictObject({ note: z.string().max(1000).optional() });
const decisionSchema = z.strictObject({
  decision: z.enum(['approve', 'deny']),
  hash: hashSchema,
  reason: z.string().max(1000).optional(),
});
const checkSchema = z.strictObject({
  templateRef: entityRefSchema,
  inputHash: hashSchema,
  renderTree: z.string().regex(/^[0-9a-f]{40}$/, 'expected the id of a tree'),
  approvalRequired: z.boolean(),
});

/** Plans: made, looked at, approved and carried out. */
export function addPlanRoutes(
  router: Router,
  options: {
    approvals: ApprovalService;
    guard: RenderGuard;
    plans: PlanService;
    httpAuth: HttpAuthService;
    auditor: AuditorService;
  },
): void {
  const { approvals, guard, plans, auditor } = options;
  const callerOf = createCallerOf(options.httpAuth);
  const idOf = (request: { params: { id?: string } }) =>
    parse(idSchema, request.params.id);

  router.post('/plans', async (request, response) => {
    const caller = await callerOf(request);
    const body = parse(createSchema, request.body);
    const { templateRef } = body;
    const plan = await withAudit(
      auditor,
      { eventId: 'plan-create', request, meta: { templateRef } },
      () =>
        plans.create(
          { templateRef, values: body.values as JsonObject },
          caller,
        ),
      ({ id, hash }) => ({ planId: id, hash }),
    );
    response.status(201).json(plan);
  });

  router.get('/plans', async (request, response) => {
    const caller = await callerOf(request);
    const { state, ...query } = parse(listSchema, request.query);
    const waiting = state === 'waiting';
    response.json({ items: await plans.list({ ...query, waiting }, caller) });
  });

  router.get('/plans/:id', async (request, response) => {
    const caller = await callerOf(request);
    response.json(await plans.get(idOf(request), caller));
  });

  router.get('/plans/:id/files', async (request, response) => {
    const caller = await callerOf(request);
    const { path } = parse(
      z.object({ path: z.string().min(1).max(1000) }),
      request.query,
    );
    response.json(await plans.readFile(idOf(request), path, caller));
  });

  router.post('/plans/:id/create', async (request, response) => {
    const caller = await callerOf(request);
    const body = parse(startSchema, request.body);
    const planId = idOf(request);
    const { taskId, outcome } = await withAudit(
      auditor,
      { eventId: 'plan-start', request, meta: { planId, hash: body.hash } },
      () => plans.start(planId, body, caller),
      result => result,
    );
    response.status(outcome === 'started' ? 201 : 200).json({ taskId });
  });

  router.post('/plans/:id/approval-requests', async (request, response) => {
    const caller = await callerOf(request);
    const { note } = parse(requestSchema, request.body ?? {});
    const planId = idOf(request);
    const plan = await withAudit(
      auditor,
      { eventId: 'plan-approval-request', request, meta: { planId } },
      () => approvals.request(planId, note, caller),
    );
    response.json(plan);
  });

  router.post('/plans/:id/decision', async (request, response) => {
    const caller = await callerOf(request);
    const { decision, hash, reason } = parse(decisionSchema, request.body);
    const planId = idOf(request);
    const outcome = decision === 'approve' ? 'approved' : 'denied';
    const plan = await withAudit(
      auditor,
      { eventId: 'plan-decision', request, meta: { planId, outcome, hash } },
      () => approvals.decide(planId, { outcome, hash, reason }, caller),
    );
    response.json(plan);
  });

  router.post('/render-checks', async (request, response) => {
    const caller = await callerOf(request);
    const check = parse(checkSchema, request.body);
    response.json(await guard.check(check, caller));
  });
}
