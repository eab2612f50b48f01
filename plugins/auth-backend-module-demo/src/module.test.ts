/** Backend layer: the real auth plugin with this module, on PostgreSQL. */
import type { Entity } from '@backstage/catalog-model';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import authPlugin from '@backstage/plugin-auth-backend';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { JsonObject } from '@backstage/types';
import { createTestDatabase, TestDatabase } from '@notes/test-support';
import request from 'supertest';
import demoModule from './index';

const DEV: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name: 'dev.rivera', namespace: 'default' },
  spec: { memberOf: ['notes-team'] },
  relations: [{ type: 'memberOf', targetRef: 'group:default/notes-team' }],
};

describe('authModuleDemo', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });

  afterAll(async () => {
    await database.close();
  });

  async function setup(auth: JsonObject, entities: Entity[] = [DEV]) {
    return startTestBackend({
      features: [
        authPlugin,
        demoModule,
        database.factory,
        catalogServiceMock.factory({ entities }),
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'http://localhost' },
            backend: { baseUrl: 'http://localhost' },
            auth,
          },
        }),
      ],
    });
  }

  const configured = { providers: { demo: { development: {} } } };

  it('issues a token for the User and their groups when a known person is chosen', async () => {
    const { server } = await setup(configured);

    const response = await request(server)
      .get('/api/auth/demo/refresh?person=dev.rivera')
      .set('X-Requested-With', 'XMLHttpRequest');

    expect(response.status).toBe(200);
    expect(response.body.profile).toEqual({ displayName: 'Dev Rivera' });
    const { identity, token } = response.body.backstageIdentity;
    expect(identity).toEqual({
      type: 'user',
      userEntityRef: 'user:default/dev.rivera',
      ownershipEntityRefs: [
        'user:default/dev.rivera',
        'group:default/notes-team',
      ],
    });
    const payload = JSON.parse(
      Buffer.from(token.split('.')[1], 'base64url').toString(),
    );
    expect(payload.sub).toBe('user:default/dev.rivera');
  });

  it('lists the people with title and role without a token, so that the sign-in page can', async () => {
    const { server } = await setup(configured);
    const response = await request(server).get('/api/auth/demo/people');

    expect(response.status).toBe(200);
    expect(
      response.body.people.map((p: { entityRef: string }) => p.entityRef),
    ).toEqual([
      'user:default/dev.rivera',
      'user:default/pat.platform',
      'user:default/lee.learner',
    ]);
    expect(response.body.people[2].role).toMatch(/^Learner: /);
  });

  it.each([
    { query: 'person=mallory', status: 404, reason: 'an unknown name' },
    { query: 'person=Dev.Rivera', status: 404, reason: 'another spelling' },
    { query: 'person=../guest', status: 404, reason: 'a path' },
    { query: '', status: 400, reason: 'no name' },
    { query: 'person=', status: 400, reason: 'an empty name' },
    { query: 'person=a&person=b', status: 400, reason: 'two names' },
    { query: 'person[a]=b', status: 400, reason: 'an object' },
  ])(
    'answers $status and names who is accepted for $reason',
    async ({ query, status }) => {
      const { server } = await setup(configured);
      const response = await request(server).get(
        `/api/auth/demo/refresh?${query}`,
      );

      expect(response.status).toBe(status);
      expect(response.body.error.message).toContain(
        'one of: dev.rivera, pat.platform, lee.learner',
      );
      expect(response.body.backstageIdentity).toBeUndefined();
    },
  );

  it('answers 503 and says what to do while the catalog has not read the person', async () => {
    const { server } = await setup(configured, []);
    const response = await request(server).post(
      '/api/auth/demo/refresh?person=lee.learner',
    );

    expect(response.status).toBe(503);
    expect(response.body.error.message).toContain(
      'no user:default/lee.learner yet',
    );
  });

  it('accepts only the configured people when they are configured', async () => {
    const people = [{ name: 'dev.rivera', title: 'D', role: 'Tests' }];
    const { server } = await setup({
      providers: { demo: { development: { people } } },
    });

    const list = await request(server).get('/api/auth/demo/people');
    expect(list.body.people).toEqual([
      { ...people[0], entityRef: 'user:default/dev.rivera' },
    ]);
    const denied = await request(server).get(
      '/api/auth/demo/refresh?person=pat.platform',
    );
    expect(denied.status).toBe(404);
  });

  it('offers nothing when the provider is not configured', async () => {
    const { server } = await setup({ environment: 'production' });
    const list = await request(server).get('/api/auth/demo/people');
    const refresh = await request(server).get(
      '/api/auth/demo/refresh?person=dev.rivera',
    );
    expect([list.status, refresh.status]).toEqual([404, 404]);
  });

  it('stops the start with the key when the portal is not in development', async () => {
    await expect(
      setup({ ...configured, environment: 'production' }),
    ).rejects.toThrow(
      /auth\.providers\.demo.*'auth\.environment' is 'production'/,
    );
  });
});
