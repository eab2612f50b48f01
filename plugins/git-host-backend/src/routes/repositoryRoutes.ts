import type {
  AuditorService,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import type { Request, Router } from 'express';
import { z } from 'zod';
import type { RepositoryService } from '../services/RepositoryService';
import { withAudit } from '@notes/plugin-audit-log-node';
import { parse, parseId } from './parse';
import {
  branchSchema,
  commitSchema,
  entityRefSchema,
  idempotencyKeySchema,
} from './schemas';

const createSchema = z
  .object({
    // Their form is checked by the service, with the words that people know from the form.
    owner: z.string(),
    name: z.string(),
    description: z.string().max(1000).optional(),
    ownerRef: entityRefSchema.optional(),
    defaultBranch: branchSchema.optional(),
    initialCommit: commitSchema.optional(),
    replaces: z.array(idempotencyKeySchema).max(100).optional(),
  })
  .strict();

const listSchema = z.object({
  text: z.string().max(200).optional(),
  owner: z.string().max(63).optional(),
  includeArchived: z.enum(['true', 'false']).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  offset: z.coerce.number().int().min(0).default(0),
});

const commitToBranchSchema = commitSchema
  .extend({
    branch: branchSchema.optional(),
    parentSha: z
      .string()
      .regex(/^[0-9a-f]{40,64}$/, 'expected the full id of a commit')
      .optional(),
  })
  .strict();

const headersSchema = z.object({
  'idempotency-key': idempotencyKeySchema.optional(),
});

const patchSchema = z.object({ archived: z.boolean() }).strict();

/** Makes, lists, archives and deletes repositories. */
export function addRepositoryRoutes(
  router: Router,
  options: {
    repositories: RepositoryService;
    httpAuth: HttpAuthService;
    auditor: AuditorService;
  },
): void {
  const { repositories, httpAuth, auditor } = options;
  const callerOf = async (request: Request) => ({
    credentials: await httpAuth.credentials(request),
  });

  router.post('/repositories', async (request, response) => {
    const caller = await callerOf(request);
    const body = parse(createSchema, request.body);
    const idempotencyKey = parse(headersSchema, request.headers)[
      'idempotency-key'
    ];
    const created = await withAudit(
      auditor,
      {
        eventId: 'repository-create',
        request,
        meta: { repository: `${body.owner}/${body.name}` },
      },
      () => repositories.create({ ...body, idempotencyKey }, caller),
      ({ outcome }) => ({ outcome }),
    );
    response.status(created.outcome === 'existing' ? 200 : 201).json(created);
  });

  router.get('/repositories', async (request, response) => {
    const caller = await callerOf(request);
    const query = parse(listSchema, request.query);
    const includeArchived = query.includeArchived === 'true';
    response.json(
      await repositories.list({ ...query, includeArchived }, caller),
    );
  });

  router.get('/repositories/:owner/:name', async (request, response) => {
    const caller = await callerOf(request);
    response.json(await repositories.get(parseId(request), caller));
  });

  router.post('/repositories/:owner/:name/commits', async (req, response) => {
    const caller = await callerOf(req);
    const id = parseId(req);
    const body = parse(commitToBranchSchema, req.body);
    const result = await withAudit(
      auditor,
      {
        eventId: 'repository-commit',
        request: req,
        meta: {
          repository: `${id.owner}/${id.name}`,
          paths: body.files.map(file => file.path).slice(0, 50),
        },
      },
      () => repositories.commit(id, body, caller),
      ({ commitSha, outcome }) => ({ commitSha, outcome }),
    );
    response.status(result.outcome === 'committed' ? 201 : 200).json(result);
  });

  router.patch('/repositories/:owner/:name', async (request, response) => {
    const caller = await callerOf(request);
    const id = parseId(request);
    const { archived } = parse(patchSchema, request.body);
    const changed = await withAudit(
      auditor,
      {
        eventId: 'repository-archive',
        request,
        meta: { repository: `${id.owner}/${id.name}`, archived },
      },
      () => repositories.setArchived(id, archived, caller),
    );
    response.json(changed);
  });

  router.delete('/repositories/:owner/:name', async (request, response) => {
    const caller = await callerOf(request);
    const id = parseId(request);
    const headers = parse(headersSchema, request.headers);
    const madeWith = headers['idempotency-key'];
    await withAudit(
      auditor,
      {
        eventId: 'repository-delete',
        request,
        meta: { repository: `${id.owner}/${id.name}` },
      },
      () => repositories.remove(id, caller, madeWith),
    );
    response.status(204).end();
  });
}
