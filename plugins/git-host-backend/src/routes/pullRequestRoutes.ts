import type {
  AuditorService,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import type { RepositoryId } from '@notes/plugin-git-host-common';
import type { Request, Router } from 'express';
import { z } from 'zod';
import type { PullRequestService } from '../services/PullRequestService';
import type { Caller } from '../services/RepositoryService';
import { withAudit } from '@notes/plugin-audit-log-node';
import { parse, parseId } from './parse';
import { branchSchema, commitSchema, idempotencyKeySchema } from './schemas';

const openSchema = z
  .object({
    title: z.string().trim().min(1).max(200),
    body: z.string().max(50_000).optional(),
    sourceBranch: branchSchema,
    targetBranch: branchSchema.optional(),
    commit: commitSchema.optional(),
  })
  .strict();

const listSchema = z.object({
  state: z.enum(['open', 'merged', 'closed']).optional(),
});

const checkSchema = z
  .object({
    name: z.string().trim().min(1).max(100),
    state: z.enum(['pending', 'success', 'failure']),
    summary: z.string().max(2000).optional(),
    // Shown as a link, so a script must not hide in it.
    url: z
      .string()
      .max(2000)
      .regex(/^https?:\/\//, 'expected an http(s) address')
      .optional(),
  })
  .strict();

const headersSchema = z.object({
  'idempotency-key': idempotencyKeySchema.optional(),
});

const withdrawHeadersSchema = z.object({
  'idempotency-key': idempotencyKeySchema,
});

const BASE = '/repositories/:owner/:name/pull-requests';

/** Opens, shows, checks and ends pull requests. */
export function addPullRequestRoutes(
  router: Router,
  options: {
    pullRequests: PullRequestService;
    httpAuth: HttpAuthService;
    auditor: AuditorService;
  },
): void {
  const { pullRequests, httpAuth, auditor } = options;
  const callerOf = async (request: Request): Promise<Caller> => ({
    credentials: await httpAuth.credentials(request),
  });

  router.get(BASE, async (request, response) => {
    const caller = await callerOf(request);
    const filter = parse(listSchema, request.query);
    const items = await pullRequests.list(parseId(request), filter, caller);
    response.json({ items });
  });

  router.post(BASE, async (request, response) => {
    const caller = await callerOf(request);
    const id = parseId(request);
    const body = parse(openSchema, request.body);
    const headers = parse(headersSchema, request.headers);
    const idempotencyKey = headers['idempotency-key'];
    const opened = await withAudit(
      auditor,
      { eventId: 'pull-request-open', request, meta: describe(id) },
      () => pullRequests.open(id, { ...body, idempotencyKey }, caller),
      ({ number }) => ({ number }),
    );
    response.status(201).json(opened);
  });

  router.post(`${BASE}/withdraw`, async (request, response) => {
    const caller = await callerOf(request);
    const id = parseId(request);
    const headers = parse(withdrawHeadersSchema, request.headers);
    const changed = await withAudit(
      auditor,
      { eventId: 'pull-request-withdraw', request, meta: describe(id) },
      () => pullRequests.withdraw(id, headers['idempotency-key'], caller),
      ({ number }) => ({ number }),
    );
    response.json(changed);
  });

  router.get(`${BASE}/:number`, async (request, response) => {
    const caller = await callerOf(request);
    const number = parseNumber(request);
    response.json(await pullRequests.get(parseId(request), number, caller));
  });

  router.post(`${BASE}/:number/checks`, async (request, response) => {
    const caller = await callerOf(request);
    const id = parseId(request);
    const number = parseNumber(request);
    const check = parse(checkSchema, request.body);
    const meta = { ...describe(id), number, check: check.name };
    const changed = await withAudit(
      auditor,
      { eventId: 'pull-request-check', request, meta },
      () => pullRequests.reportCheck(id, number, check, caller),
    );
    response.json(changed);
  });

  for (const verb of ['merge', 'close'] as const) {
    router.post(`${BASE}/:number/${verb}`, async (request, response) => {
      const caller = await callerOf(request);
      const id = parseId(request);
      const number = parseNumber(request);
      const meta = { ...describe(id), number };
      const changed = await withAudit(
        auditor,
        { eventId: `pull-request-${verb}`, request, meta },
        () => pullRequests[verb](id, number, caller),
      );
      response.json(changed);
    });
  }
}

function describe(id: RepositoryId) {
  return { repository: `${id.owner}/${id.name}` };
}

function parseNumber(request: Request): number {
  const { number } = request.params;
  if (!/^[1-9]\d{0,8}$/.test(number)) {
    throw new InputError(
      `Pull request '${number.slice(0, 40)}' is not accepted: expected a number such as 7`,
    );
  }
  return Number(number);
}
