/**
 * Backend layer: real sign-in, catalog, scaffolder and permission plugins on
 * PostgreSQL, asked over HTTP with the token of each demo person.
 */
import { randomUUID } from 'node:crypto';
import { authServiceFactory } from '@backstage/backend-defaults/auth';
import { databaseServiceFactory } from '@backstage/backend-defaults/database';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import { userInfoServiceFactory } from '@backstage/backend-defaults/userInfo';
import {
  createMockDirectory,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import authPlugin from '@backstage/plugin-auth-backend';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import scaffolderModel from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import {
  catalogEntityDeletePermission,
  catalogEntityReadPermission,
  catalogEntityRefreshPermission,
  catalogLocationCreatePermission,
} from '@backstage/plugin-catalog-common/alpha';
import permissionPlugin from '@backstage/plugin-permission-backend';
import type { Permission } from '@backstage/plugin-permission-common';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import {
  taskCreatePermission,
  templateManagementPermission,
} from '@backstage/plugin-scaffolder-common/alpha';
import demoModule from '@notes/plugin-auth-backend-module-demo';
// eslint-disable-next-line @backstage/no-mixed-plugin-imports -- the test starts the plugin beside the policy
import auditLog from '@notes/plugin-audit-log-backend';
import { auditEventReadPermission } from '@notes/plugin-audit-log-common';
import { createTestDatabase, TestDatabase } from '@notes/test-support';
import request from 'supertest';
import policyModule from './index';

const CATALOG = `
apiVersion: backstage.io/v1alpha1
kind: User
metadata: { name: dev.rivera }
spec: { memberOf: [notes-team] }
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata: { name: pat.platform }
spec: { memberOf: [platform-team] }
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata: { name: lee.learner }
spec: { memberOf: [learners] }
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: notes-service }
spec: { type: service, lifecycle: production, owner: notes-team }
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: search-service }
spec: { type: service, lifecycle: production, owner: search-team }
---
apiVersion: scaffolder.backstage.io/v1beta3
kind: Template
metadata: { name: careful }
spec:
  owner: platform-team
  type: service
  parameters:
    - title: For everybody
      properties: { name: { type: string } }
    - title: For platform engineers
      backstage:permissions: { tags: [privileged] }
      properties: { cluster: { type: string } }
  steps:
    - { id: wait, action: debug:wait, input: { milliseconds: 1 } }
    - id: careful
      action: debug:log
      backstage:permissions: { tags: [privileged] }
`;

const NOTES = 'component:default/notes-service';
const SEARCH = 'component:default/search-service';
const TEMPLATE = 'template:default/careful';
const PEOPLE = ['dev.rivera', 'pat.platform', 'lee.learner'] as const;
type PersonName = (typeof PEOPLE)[number];

describe('the permission policy in a started backend', () => {
  const files = createMockDirectory({ content: { 'catalog.yaml': CATALOG } });
  let database: TestDatabase;
  let backend: Awaited<ReturnType<typeof startTestBackend>>;
  let server: (typeof backend)['server'];
  const tokens = new Map<PersonName, string>();

  function config() {
    return {
      app: { baseUrl: 'http://localhost' },
      backend: {
        baseUrl: 'http://localhost',
        auth: { keys: [{ secret: randomUUID() }] },
        database: {
          client: 'pg',
          connection: database.url,
          pluginDivisionMode: 'schema',
        },
        workingDirectory: files.path,
      },
      auth: { providers: { demo: { development: {} } } },
      permission: { enabled: true },
      catalog: {
        locations: [
          {
            type: 'file',
            target: files.resolve('catalog.yaml'),
            rules: [{ allow: ['User', 'Component', 'Template'] }],
          },
        ],
        processingInterval: { seconds: 1 },
      },
    };
  }

  function as(person: PersonName) {
    const bearer = `Bearer ${tokens.get(person)}`;
    return request.agent(server).set('Authorization', bearer);
  }

  async function signIn(person: PersonName) {
    const deadline = Date.now() + 30_000;
    for (;;) {
      const { status, body } = await request(server).get(
        `/api/auth/demo/refresh?person=${person}`,
      );
      if (status === 200) {
        tokens.set(person, body.backstageIdentity.token);
        const { ownershipEntityRefs } = body.backstageIdentity.identity;
        if (ownershipEntityRefs.length > 1) {
          return;
        }
      }
      if (Date.now() > deadline) {
        throw new Error(`${person} could not sign in: ${JSON.stringify(body)}`);
      }
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  }

  async function waitForEntity(ref: string) {
    const [kind, name] = ref.split(':default/');
    const path = `/api/catalog/entities/by-name/${kind}/default/${name}`;
    const deadline = Date.now() + 30_000;
    for (;;) {
      const { status, body } = await as('lee.learner').get(path);
      if (status === 200) {
        return body;
      }
      if (Date.now() > deadline) {
        throw new Error(`${ref} did not appear: ${status}`);
      }
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  }

  async function waitForCompletion(taskPath: string) {
    const deadline = Date.now() + 30_000;
    for (;;) {
      const { status, body } = await as('pat.platform').get(taskPath);
      expect(status).toBe(200);
      if (body.status === 'completed') {
        return;
      }
      if (Date.now() > deadline) {
        throw new Error(`The task did not complete: ${body.status}`);
      }
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  }

  beforeAll(async () => {
    database = await createTestDatabase();
    backend = await startTestBackend({
      features: [
        authServiceFactory,
        httpAuthServiceFactory,
        permissionsServiceFactory,
        userInfoServiceFactory,
        // The factory of the portal, which gives each plugin a schema of its own.
        databaseServiceFactory,
        mockServices.rootConfig.factory({ data: config() }),
        authPlugin,
        demoModule,
        permissionPlugin,
        policyModule,
        catalogPlugin,
        scaffolderModel,
        scaffolderPlugin,
        auditLog,
      ],
    });
    server = backend.server;
    for (const person of PEOPLE) {
      await signIn(person);
    }
    await waitForEntity(NOTES);
    await waitForEntity(SEARCH);
    await waitForEntity(TEMPLATE);
  }, 90_000);

  afterAll(async () => {
    // The scaffolder looks for a cancellation each second until it sees the end
    // of a task, and its last look must still find the database.
    await new Promise(resolve => setTimeout(resolve, 1500));
    await backend.stop();
    await database.close();
  });

  async function authorize(
    person: PersonName,
    permission: Permission,
    resourceRef?: string,
  ) {
    const id = randomUUID();
    const { status, body } = await as(person)
      .post('/api/permission/authorize')
      .send({ items: [{ id, permission, resourceRef }] });
    expect({ status, error: body.error }).toEqual({ status: 200 });
    return body.items[0].result;
  }

  it.each([
    {
      permission: catalogEntityReadPermission,
      ref: SEARCH,
      allowed: 'dev pat lee',
      reason: 'everybody reads',
    },
    {
      permission: catalogEntityDeletePermission,
      ref: NOTES,
      allowed: 'dev pat',
      reason: 'Dev is in the owning team',
    },
    {
      permission: catalogEntityDeletePermission,
      ref: SEARCH,
      allowed: 'pat',
      reason: 'another team owns it',
    },
    {
      permission: catalogEntityRefreshPermission,
      ref: NOTES,
      allowed: 'dev pat',
      reason: 'Dev is in the owning team',
    },
    {
      permission: catalogEntityRefreshPermission,
      ref: SEARCH,
      allowed: 'pat',
      reason: 'another team owns it',
    },
    {
      permission: catalogEntityDeletePermission,
      ref: 'component:default/gone',
      allowed: 'pat',
      reason: 'nobody owns what is not there',
    },
    {
      permission: catalogLocationCreatePermission,
      allowed: 'dev pat',
      reason: 'learners create no services',
    },
    {
      permission: taskCreatePermission,
      allowed: 'dev pat',
      reason: 'learners create no services',
    },
    {
      permission: templateManagementPermission,
      allowed: 'pat',
      reason: 'templates belong to the platform',
    },
    {
      permission: auditEventReadPermission,
      allowed: 'pat',
      reason: 'only platform engineers read the audit log',
    },
  ])(
    'allows $permission.name on $ref to: $allowed, because $reason',
    async ({ permission, ref, allowed }) => {
      const results = [];
      for (const person of PEOPLE) {
        if ((await authorize(person, permission, ref)) === 'ALLOW') {
          results.push(person.split('.')[0]);
        }
      }
      expect(results.join(' ')).toBe(allowed);
    },
  );

  it('refuses a question about permissions without a sign-in', async () => {
    const items = [{ id: '1', permission: auditEventReadPermission }];
    const response = await request(server)
      .post('/api/permission/authorize')
      .send({ items });
    expect(response.status).toBe(401);
  });

  it('lets nobody but a platform engineer remove a location', async () => {
    const answers = [];
    for (const person of [
      'lee.learner',
      'dev.rivera',
      'pat.platform',
    ] as const) {
      const path = `/api/catalog/locations/${randomUUID()}`;
      answers.push((await as(person).delete(path)).status);
    }
    // Pat may, and is told that there is no such location.
    expect(answers).toEqual([403, 403, 404]);
  });

  it('denies a learner to register a component, and lets a developer', async () => {
    const target = 'http://localhost/nothing/catalog-info.yaml';
    const register = (person: PersonName) =>
      as(person)
        .post('/api/catalog/locations?dryRun=true')
        .send({ type: 'url', target });

    expect((await register('lee.learner')).status).toBe(403);
    // Past the permission check, the address itself is refused.
    expect((await register('dev.rivera')).status).toBe(400);
  });

  it('shows the privileged part of a template to platform engineers only', async () => {
    const titles = async (person: PersonName) => {
      const { body } = await as(person).get(
        '/api/scaffolder/v2/templates/default/template/careful/parameter-schema',
      );
      return body.steps.map((step: { title: string }) => step.title);
    };
    expect(await titles('pat.platform')).toEqual([
      'For everybody',
      'For platform engineers',
    ]);
    expect(await titles('dev.rivera')).toEqual(['For everybody']);
    expect(await titles('lee.learner')).toEqual(['For everybody']);
  });

  it('lets a developer run a template without its privileged steps, and only its starter read the task', async () => {
    const created = await as('dev.rivera')
      .post('/api/scaffolder/v2/tasks')
      .send({ templateRef: TEMPLATE, values: { name: 'x' } });
    expect(created.status).toBe(201);
    const path = `/api/scaffolder/v2/tasks/${created.body.id}`;

    const own = await as('dev.rivera').get(path);
    expect(own.body.spec.steps.map((s: { id: string }) => s.id)).toEqual([
      'wait',
    ]);
    expect((await as('lee.learner').get(path)).status).toBe(403);
    expect((await as('lee.learner').post(`${path}/cancel`)).status).toBe(403);
    await waitForCompletion(path);

    const list = await as('lee.learner').get('/api/scaffolder/v2/tasks');
    expect([list.status, list.body.tasks]).toEqual([200, []]);
  });

  it('denies a learner to start a task and to try a template out', async () => {
    const task = await as('lee.learner')
      .post('/api/scaffolder/v2/tasks')
      .send({ templateRef: TEMPLATE, values: {} });
    const dryRun = await as('lee.learner')
      .post('/api/scaffolder/v2/dry-run')
      .send({ template: {}, values: {}, directoryContents: [] });
    expect([task.status, dryRun.status]).toEqual([403, 403]);
  });

  it('keeps the entity of another team when a developer tries to delete it', async () => {
    const search = await waitForEntity(SEARCH);
    const notes = await waitForEntity(NOTES);
    const remove = (person: PersonName, uid: string) =>
      as(person).delete(`/api/catalog/entities/by-uid/${uid}`);

    expect((await remove('dev.rivera', search.metadata.uid)).status).toBe(403);
    expect((await remove('lee.learner', notes.metadata.uid)).status).toBe(403);
    expect((await waitForEntity(SEARCH)).metadata.uid).toBe(
      search.metadata.uid,
    );
    expect((await remove('dev.rivera', notes.metadata.uid)).status).toBe(204);
  });

  it('shows the audit log to platform engineers only, with the refusals in it', async () => {
    const list = (person: PersonName, query: string) =>
      as(person).get(`/api/audit-log/v1/events?${query}`);
    expect((await list('lee.learner', '')).status).toBe(403);
    expect((await list('dev.rivera', '')).status).toBe(403);

    await as('lee.learner')
      .post('/api/catalog/refresh')
      .send({ entityRef: SEARCH });
    const query = `actor=lee.learner&entity=${SEARCH}&status=failed`;
    const deadline = Date.now() + 10_000;
    let events = (await list('pat.platform', query)).body.items;
    while (events.length === 0 && Date.now() < deadline) {
      await new Promise(resolve => setTimeout(resolve, 50));
      events = (await list('pat.platform', query)).body.items;
    }
    expect(events).toMatchObject([
      {
        actor: 'user:default/lee.learner',
        action: 'catalog.entity-mutate.refresh',
        request: { method: 'POST', path: '/api/catalog/refresh' },
      },
    ]);
  });
});
