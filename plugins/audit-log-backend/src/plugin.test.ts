/** Backend layer: the real plugin with its real client, on PostgreSQL. */
import type { AddressInfo } from 'node:net';
import {
  coreServices,
  createBackendPlugin,
  type AuditorService,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { toError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { JsonObject } from '@backstage/types';
import {
  AuditLogClient,
  type AuditEvent,
} from '@notes/plugin-audit-log-common';
import { createTestDatabase, TestDatabase } from '@notes/test-support';
import PromiseRouter from 'express-promise-router';
import request from 'supertest';
import { DatabaseAuditEventStore } from './database/DatabaseAuditEventStore';
import { DatabaseAuditWriter } from './database/DatabaseAuditWriter';
import auditLog from './index';
import { removeExpiredEvents } from './scheduleRetention';

const PAT = 'user:default/pat.platform';
const DEV = 'user:default/dev.rivera';

/** A plugin that audits what it does, as those of the portal do. */
function createWidgetsPlugin(
  onStop?: (auditor: AuditorService) => Promise<void>,
) {
  return createBackendPlugin({
    pluginId: 'widgets',
    register(env) {
      env.registerInit({
        deps: {
          auditor: coreServices.auditor,
          httpRouter: coreServices.httpRouter,
          lifecycle: coreServices.lifecycle,
        },
        async init({ auditor, httpRouter, lifecycle }) {
          const router = PromiseRouter();
          router.get('/', async (req, res) => {
            await auditor.createEvent({
              eventId: 'widget-fetch',
              request: req,
            });
            res.end();
          });
          router.delete('/:name', async (req, res) => {
            const event = await auditor.createEvent({
              eventId: 'widget-mutate',
              severityLevel: 'medium',
              request: req,
              meta: {
                actionType: 'delete',
                entityRef: `component:default/${req.params.name}`,
                body: 'not for the table',
              },
            });
            try {
              if (req.params.name === 'broken') {
                throw new Error('cannot remove: password=hunter2');
              }
              await event.success({ meta: { count: 1 } });
              res.status(204).end();
            } catch (error) {
              await event.fail({ error: toError(error) });
              res.status(500).end();
            }
          });
          httpRouter.use(router);
          httpRouter.addAuthPolicy({ path: '/', allow: 'unauthenticated' });
          if (onStop) {
            lifecycle.addShutdownHook(() => onStop(auditor));
          }
        },
      });
    },
  });
}

describe('auditLogPlugin', () => {
  let database: TestDatabase;

  beforeEach(async () => {
    database = await createTestDatabase();
  });

  afterEach(async () => {
    await database.close();
  });

  async function setup(
    options: {
      auditLog?: JsonObject;
      allowed?: boolean;
      onStop?: (auditor: AuditorService) => Promise<void>;
    } = {},
  ) {
    const { auditLog: settings = {}, allowed = true, onStop } = options;
    const result = allowed ? AuthorizeResult.ALLOW : AuthorizeResult.DENY;
    const backend = await startTestBackend({
      features: [
        auditLog,
        createWidgetsPlugin(onStop),
        database.factory,
        mockServices.rootConfig.factory({ data: { auditLog: settings } }),
        mockServices.permissions.mock({
          authorize: async requests => requests.map(() => ({ result })),
        }).factory,
      ],
    });
    const { server } = backend;
    const { port } = server.address() as AddressInfo;
    const client = (person = PAT) =>
      new AuditLogClient({
        discoveryApi: {
          getBaseUrl: async id => `http://localhost:${port}/api/${id}`,
        },
        fetchApi: {
          fetch: (url, init) =>
            fetch(url, {
              ...init,
              headers: { authorization: mockCredentials.user.header(person) },
            }),
        },
      });
    const remove = (name: string, person = DEV) =>
      request(server)
        .delete(`/api/widgets/${name}`)
        .set('authorization', mockCredentials.user.header(person));
    return { backend, server, client, remove };
  }

  async function untilStored(count: number): Promise<AuditEvent[]> {
    const store = DatabaseAuditEventStore.create(database.knex);
    for (let attempt = 0; attempt < 200; attempt++) {
      const { items } = await store.list({ limit: 200 });
      if (
        items.length >= count &&
        items.every(({ status }) => status !== 'initiated')
      ) {
        return items;
      }
      await new Promise(resolve => setTimeout(resolve, 25));
    }
    throw new Error(`Fewer than ${count} events were stored`);
  }

  async function insert(events: Partial<AuditEvent>[]) {
    const writer = DatabaseAuditWriter.create(database.knex, {
      logger: mockServices.logger.mock(),
    });
    await writer.write(
      events.map((given, index) => ({
        id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
        time: new Date(Date.UTC(2026, 10, 1, 0, index)).toISOString(),
        plugin: 'catalog',
        action: 'catalog.entity-mutate.delete',
        severity: 'medium' as const,
        status: 'succeeded' as const,
        meta: {},
        ...given,
      })),
    );
  }

  it('files who did what, from where and how it ended, and leaves bodies and secrets out', async () => {
    const { client, remove } = await setup();
    await remove('lamp').expect(204);
    await remove('broken').expect(500);
    await untilStored(2);

    const { items } = await client().listEvents({});
    expect(items).toHaveLength(2);
    const [failed, succeeded] = items;
    expect(succeeded).toEqual({
      id: expect.any(String),
      time: expect.any(String),
      completedAt: expect.any(String),
      actor: DEV,
      plugin: 'widgets',
      action: 'widgets.widget-mutate.delete',
      severity: 'medium',
      status: 'succeeded',
      entityRef: 'component:default/lamp',
      request: {
        method: 'DELETE',
        path: '/api/widgets/lamp',
        address: expect.stringContaining('127.0.0.1'),
      },
      meta: {
        actionType: 'delete',
        entityRef: 'component:default/lamp',
        count: 1,
        omitted: ['body'],
      },
    });
    expect(failed).toMatchObject({
      status: 'failed',
      error: 'cannot remove: password=[hidden]',
    });
  });

  it('leaves reads out, unless the configuration asks for them', async () => {
    const quiet = await setup();
    await request(quiet.server).get('/api/widgets').expect(200);
    await quiet.remove('lamp');
    expect(await untilStored(1)).toHaveLength(1);
    await quiet.backend.stop();

    const talkative = await setup({ auditLog: { minimumSeverity: 'low' } });
    await request(talkative.server).get('/api/widgets').expect(200);
    await talkative.backend.stop();
    const { items } = await DatabaseAuditEventStore.create(database.knex).list({
      limit: 10,
    });
    expect(items[0].action).toBe('widgets.widget-fetch');
  });

  it('does not fail a request whose token only its plugin can read', async () => {
    const { server } = await setup();
    await request(server)
      .delete('/api/widgets/lamp')
      .set('authorization', mockCredentials.user.invalidHeader())
      .expect(204);
    const [event] = await untilStored(1);
    expect(event.actor).toBeUndefined();
  });

  it('filters by person, action, entity, plugin, status and time', async () => {
    const { client } = await setup();
    await insert([
      { actor: DEV, entityRef: 'component:default/a' },
      { actor: PAT, action: 'scaffolder.task.create', plugin: 'scaffolder' },
      { actor: PAT, action: 'scaffolder.task', plugin: 'scaffolder' },
      {
        actor: 'plugin:catalog',
        action: 'scaffolder.taskish',
        status: 'failed',
      },
    ]);
    const minutes = async (
      query: Parameters<AuditLogClient['listEvents']>[0],
    ) =>
      (await client().listEvents(query)).items.map(({ time }) =>
        new Date(time).getUTCMinutes(),
      );

    expect(await minutes({})).toEqual([3, 2, 1, 0]);
    expect(await minutes({ actor: 'pat.platform' })).toEqual([2, 1]);
    expect(await minutes({ actor: 'plugin:catalog' })).toEqual([3]);
    expect(await minutes({ action: 'scaffolder.task' })).toEqual([2, 1]);
    expect(await minutes({ action: 'scaffolder.task.create' })).toEqual([1]);
    expect(await minutes({ entity: 'a' })).toEqual([0]);
    expect(await minutes({ plugin: 'scaffolder', actor: DEV })).toEqual([]);
    expect(await minutes({ status: 'failed' })).toEqual([3]);
    expect(
      await minutes({
        from: '2026-11-01T00:01:00Z',
        to: '2026-11-01T00:03:00Z',
      }),
    ).toEqual([2, 1]);
  });

  it('lists every event once across pages, also those of the same moment', async () => {
    const { client } = await setup();
    const time = '2026-11-01T00:00:00.000Z';
    await insert(Array.from({ length: 7 }, () => ({ time })));

    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await client().listEvents({ limit: 3, cursor });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor);
    expect(new Set(seen).size).toBe(7);
    expect(seen).toHaveLength(7);
  });

  it('lists the people and actions that occur, once each', async () => {
    const { client } = await setup();
    expect(await client().listFacets()).toEqual({ actors: [], actions: [] });
    await insert([{ actor: PAT }, { actor: DEV }, { actor: DEV }, {}]);
    expect(await client().listFacets()).toEqual({
      actors: [DEV, PAT],
      actions: ['catalog.entity-mutate.delete'],
    });
  });

  it('answers 403 and names the permission to those who may not read it', async () => {
    const { server, client } = await setup({ allowed: false });
    await expect(client(DEV).listEvents({})).rejects.toMatchObject({
      statusCode: 403,
      body: {
        error: { message: expect.stringContaining("'audit.event.read'") },
      },
    });
    await expect(client(DEV).listFacets()).rejects.toMatchObject({
      statusCode: 403,
    });
    await request(server)
      .get('/api/audit-log/v1/events')
      .set('authorization', mockCredentials.none.header())
      .expect(401);
  });

  it('answers 400 and names the parameter for a malformed query', async () => {
    const { client } = await setup();
    await expect(
      client().listEvents({ from: 'yesterday' }),
    ).rejects.toMatchObject({
      statusCode: 400,
      body: { error: { message: expect.stringContaining("'from'") } },
    });
  });

  it('loses no event when the portal stops, not even one of a plugin that stops late', async () => {
    const { backend, remove } = await setup({
      onStop: async auditor => {
        // Longer than the audit log itself needs to stop.
        await new Promise(resolve => setTimeout(resolve, 150));
        await auditor.createEvent({
          eventId: 'last-words',
          severityLevel: 'high',
        });
      },
    });
    await Promise.all(Array.from({ length: 30 }, (_, i) => remove(`w${i}`)));
    await backend.stop();

    const { items } = await DatabaseAuditEventStore.create(database.knex).list({
      limit: 200,
    });
    expect(items.filter(({ status }) => status === 'succeeded')).toHaveLength(
      30,
    );
    expect(
      items.filter(({ action }) => action === 'widgets.last-words'),
    ).toHaveLength(1);
  });

  it('keeps serving while the table is away, and catches up when it is back', async () => {
    const { remove } = await setup();
    await database.knex.raw('ALTER TABLE audit_events RENAME TO away');
    await remove('lamp').expect(204);
    await remove('chair').expect(204);
    await new Promise(resolve => setTimeout(resolve, 400));
    await database.knex.raw('ALTER TABLE away RENAME TO audit_events');
    expect(await untilStored(2)).toHaveLength(2);
  });

  it('removes what is older than the retention, and nothing else', async () => {
    await (await setup()).backend.stop();
    await insert([
      { time: '2025-11-20T00:00:00.000Z' },
      { time: '2025-11-22T00:00:00.000Z' },
    ]);
    const logger = mockServices.logger.mock();
    const options = {
      ...{ logger, retentionDays: 365 },
      store: DatabaseAuditEventStore.create(database.knex),
      now: () => Date.parse('2026-11-21T00:00:00Z'),
    };
    expect(await removeExpiredEvents(options)).toBe(1);
    expect(await removeExpiredEvents(options)).toBe(0);
    expect(logger.info).toHaveBeenCalledTimes(1);
    expect((await untilStored(1))[0].time).toBe('2025-11-22T00:00:00.000Z');
  });

  it('writes the other events of a batch when one does not fit', async () => {
    await (await setup()).backend.stop();
    const logger = mockServices.logger.mock();
    const writer = DatabaseAuditWriter.create(database.knex, { logger });
    const good = {
      plugin: 'p',
      action: 'p.a',
      severity: 'medium' as const,
      status: 'succeeded' as const,
      meta: {},
      time: '2026-11-01T00:00:00.000Z',
    };
    await writer.write([
      { ...good, id: '00000000-0000-4000-8000-000000000001' },
      { ...good, id: 'not a uuid' },
      { ...good, id: '00000000-0000-4000-8000-000000000002', actor: 'x' },
    ]);
    expect(await untilStored(2)).toHaveLength(2);
    expect(logger.error).toHaveBeenCalledTimes(1);
    expect(logger.error.mock.calls[0][0]).toContain('not a uuid (p.a)');
  });

  it('stops the start with the key when the configuration is wrong', async () => {
    await expect(setup({ auditLog: { retentionDays: -1 } })).rejects.toThrow(
      /auditLog\.retentionDays/,
    );
  });
});
