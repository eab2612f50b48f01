import type {
  AuditorService,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import type { UndoResult } from '@notes/plugin-golden-path-common';
import type { Router } from 'express';
import { z } from 'zod';
import type { LedgerService } from '../ledger/LedgerService';
import { withAudit } from '@notes/plugin-audit-log-node';
import { createCallerOf } from './createCallerOf';
import { entityRefSchema, parse } from './parse';

const taskId = z.string().regex(/^[\w.-]{1,100}$/, 'expected the id of a task');
const slug = z.string().min(1).max(100);
const pathSchema = z
  .string()
  .min(1)
  .max(1000)
  .refine(
    path => !path.startsWith('/') && !path.split('/').includes('..'),
    'expected a path inside the repository',
  );

const names = z.array(z.string().min(1).max(1000)).max(200);

const undoSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.enum(['repository', 'pull-request']),
    ...{ owner: slug, name: slug, key: z.string().min(1).max(200) },
  }),
  z.strictObject({
    kind: z.literal('catalog-entity'),
    entityRef: entityRefSchema,
  }),
  z.strictObject({
    kind: z.literal('git-files'),
    repository: z.strictObject({ owner: slug, name: slug }),
    branch: z.string().min(1).max(200),
    files: z
      .array(
        z.strictObject({
          path: pathSchema,
          content: z.string().optional(),
          encoding: z.enum(['utf8', 'base64']).optional(),
          executable: z.boolean().optional(),
        }),
      )
      .min(1)
      .max(200),
  }),
  z.strictObject({
    kind: z.literal('gitops-application'),
    application: z.record(z.string(), z.json()),
    made: z.strictObject({
      files: names,
      sourceRepos: names,
      namespaces: names,
    }),
  }),
  z.strictObject({
    kind: z.literal('manual'),
    instruction: z.string().min(1).max(1000),
  }),
]);

const recordSchema = z.strictObject({
  taskId,
  step: z.string().min(1).max(200),
  kind: z.string().min(1).max(50),
  target: z.string().min(1).max(500),
  state: z.enum(['intended', 'done']),
  undo: undoSchema,
});

const beginSchema = z.strictObject({
  taskId,
  templateRef: entityRefSchema,
  subject: z.string().min(1).max(300),
});

/** What tasks made, and taking it back. */
export function addLedgerRoutes(
  router: Router,
  options: {
    ledger: LedgerService;
    httpAuth: HttpAuthService;
    auditor: AuditorService;
  },
): void {
  const { ledger, auditor } = options;
  const callerOf = createCallerOf(options.httpAuth);

  router.get('/ledger', async (request, response) => {
    const caller = await callerOf(request);
    const { task } = parse(z.object({ task: taskId }), request.query);
    response.json({ items: await ledger.list(task, caller) });
  });

  router.post('/ledger', async (request, response) => {
    const caller = await callerOf(request);
    const record = parse(recordSchema, request.body);
    response.json(await ledger.record(record, caller));
  });

  router.post('/ledger/tasks', async (request, response) => {
    const caller = await callerOf(request);
    const task = parse(beginSchema, request.body);
    const result = await withAudit(
      auditor,
      { eventId: 'task-begin', request, meta: { ...task } },
      () => ledger.begin(task, caller),
      describeUndo,
    );
    response.json(result);
  });

  router.post('/ledger/tasks/:taskId/undo', async (request, response) => {
    const caller = await callerOf(request);
    const id = parse(taskId, request.params.taskId);
    const result = await withAudit(
      auditor,
      { eventId: 'task-undo', request, meta: { taskId: id } },
      () => ledger.undo(id, caller),
      describeUndo,
    );
    response.json(result);
  });
}

function describeUndo({ undone, left }: UndoResult) {
  return {
    undone: undone.map(entry => entry.target),
    left: left.map(entry => entry.target),
  };
}
