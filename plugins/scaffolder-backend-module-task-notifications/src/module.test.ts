/** Backend layer: the real scaffolder and notifications plugins on PostgreSQL. */
import { setTimeout as sleep } from 'node:timers/promises';
import { databaseServiceFactory } from '@backstage/backend-defaults/database';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import notificationsPlugin from '@backstage/plugin-notifications-backend';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import { createTestDatabase, TestDatabase } from '@notes/test-support';
import request from 'supertest';
import taskNotifications from './index';

const STARTER = 'user:default/dev.rivera';
const OTHER = 'user:default/lee.learner';

function createUser(name: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name, namespace: 'default' },
    spec: { memberOf: [] },
  };
}

function createTemplate(name: string, spec: object): Entity {
  return {
    apiVersion: 'scaffolder.backstage.io/v1beta3',
    kind: 'Template',
    metadata: { name, namespace: 'default', title: 'Node service' },
    spec: { type: 'service', parameters: [], ...spec },
  };
}

const WAIT = { id: 'wait', action: 'debug:wait', input: { milliseconds: 1 } };
const ENTITIES = [
  createUser('dev.rivera'),
  createUser('lee.learner'),
  createTemplate('makes-entity', {
    steps: [WAIT],
    output: { entityRef: 'component:default/orders' },
  }),
  createTemplate('makes-nothing', { steps: [WAIT] }),
  createTemplate('makes-nonsense', {
    steps: [WAIT],
    output: { entityRef: 'no kind' },
  }),
  createTemplate('fails', {
    steps: [
      {
        id: 'move',
        name: 'Move the files',
        action: 'fs:rename',
        input: { files: [{ from: 'secret-4711', to: 'b' }] },
      },
    ],
  }),
  createTemplate('waits', {
    steps: [{ ...WAIT, input: { minutes: 5 } }],
  }),
];

describe('the end of a task', () => {
  let database: TestDatabase;
  let backend: Awaited<ReturnType<typeof startTestBackend>>;

  beforeAll(async () => {
    database = await createTestDatabase();
    backend = await startTestBackend({
      features: [
        // The factory of the portal, which gives each plugin a schema of its own.
        databaseServiceFactory,
        catalogServiceMock.factory({ entities: ENTITIES }),
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'http://localhost' },
            backend: {
              baseUrl: 'http://localhost',
              database: {
                client: 'pg',
                connection: database.url,
                pluginDivisionMode: 'schema',
              },
            },
          },
        }),
        notificationsPlugin,
        scaffolderPlugin,
        taskNotifications,
      ],
    });
  }, 60_000);

  afterAll(async () => {
    // The scaffolder looks once more for a cancellation, and must still find the database.
    await sleep(1500);
    await backend?.stop();
    await database?.close();
  });

  const as = (user: string) =>
    request
      .agent(backend.server)
      .set('Authorization', mockCredentials.user.header(user));

  async function run(template: string): Promise<string> {
    const { status, body } = await as(STARTER)
      .post('/api/scaffolder/v2/tasks')
      .send({
        templateRef: `template:default/${template}`,
        values: { name: 'orders' },
      });
    expect({ status, error: body.error }).toEqual({ status: 201 });
    return body.id;
  }

  async function listOf(user: string, taskId: string) {
    const { body } = await as(user).get('/api/notifications?limit=100');
    return body.notifications.filter(
      (item: { payload: { scope?: string } }) =>
        item.payload.scope === `task:${taskId}`,
    );
  }

  async function notificationOf(taskId: string) {
    for (let look = 0; look < 150; look += 1) {
      const [found] = await listOf(STARTER, taskId);
      if (found) {
        return found;
      }
      await sleep(100);
    }
    throw new Error(`No notification of task ${taskId}`);
  }

  it('is told to its starter with a link to what it made', async () => {
    const id = await run('makes-entity');
    const found = await notificationOf(id);
    expect(found).toMatchObject({
      user: STARTER,
      origin: 'plugin:scaffolder',
      payload: {
        title: "Node service 'orders' is ready",
        link: '/catalog/default/component/orders',
        severity: 'normal',
        topic: 'task',
      },
    });
    const { body } = await as(STARTER).get('/api/notifications/status');
    expect(body.unread).toBeGreaterThan(0);
  }, 30_000);

  it.each([
    { template: 'makes-nothing', reason: 'the task has no entity' },
    { template: 'makes-nonsense', reason: 'the output is no reference' },
  ])(
    'links to the task of $template, because $reason',
    async ({ template }) => {
      const id = await run(template);
      const { payload } = await notificationOf(id);
      expect(payload.link).toBe(`/create/tasks/${id}`);
    },
    30_000,
  );

  it('names the step that failed, and not the message, which may quote anything', async () => {
    const id = await run('fails');
    const { payload } = await notificationOf(id);
    expect(payload).toMatchObject({
      title: "Node service 'orders' has failed",
      description:
        "It stopped at the step 'Move the files'. Open the task to see why, and to try again.",
      link: `/create/tasks/${id}`,
      severity: 'high',
    });
    expect(JSON.stringify(payload)).not.toContain('secret-4711');
  }, 30_000);

  it('is not told to who stopped the task', async () => {
    const id = await run('waits');
    const path = `/api/scaffolder/v2/tasks/${id}`;
    let status = 'open';
    while (status === 'open') {
      await sleep(100);
      status = (await as(STARTER).get(path)).body.status;
    }
    await as(STARTER).post(`${path}/cancel`).expect(200);
    while (!['failed', 'cancelled'].includes(status)) {
      await sleep(100);
      status = (await as(STARTER).get(path)).body.status;
    }
    // A task that ends later is told, so that this one would have been.
    await notificationOf(await run('makes-nothing'));
    expect(await listOf(STARTER, id)).toEqual([]);
  }, 30_000);

  it('is hidden from everybody else, who can neither read nor mark it', async () => {
    const task = await run('makes-entity');
    const { id } = await notificationOf(task);

    expect(await listOf(OTHER, task)).toEqual([]);
    expect((await as(OTHER).get(`/api/notifications/${id}`)).status).toBe(404);
    await as(OTHER)
      .post('/api/notifications/update')
      .send({ ids: [id], read: true });
    expect((await listOf(STARTER, task))[0].read).toBeNull();
    const nobody = await request(backend.server)
      .get('/api/notifications')
      .set('Authorization', mockCredentials.none.header());
    expect(nobody.status).toBe(401);
  }, 30_000);
});
