import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import authPlugin from '@backstage/plugin-auth-backend';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { createTestDatabase } from '@notes/test-support';
import { authModuleGitHost } from './authModuleGitHost';

describe('authModuleGitHost', () => {
  let stop: () => Promise<void>;
  let knex: Awaited<ReturnType<typeof createTestDatabase>>['knex'];
  let confirm: (user: string, token?: string) => Promise<Response>;

  beforeAll(async () => {
    const database = await createTestDatabase();
    knex = database.knex;
    const entities = [
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'User',
        metadata: { name: 'dev.rivera', namespace: 'default' },
        spec: {},
        relations: [
          { type: 'memberOf', targetRef: 'group:default/notes-team' },
        ],
      },
    ];
    const backend = await startTestBackend({
      features: [
        authPlugin,
        authModuleGitHost,
        database.factory,
        catalogServiceMock.factory({ entities }),
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'http://localhost:7007' },
            backend: { baseUrl: 'http://localhost:7007' },
            auth: { providers: { 'git-host': {} } },
          },
        }),
      ],
    });
    const { server } = backend;
    confirm = (user, token) =>
      fetch(
        `http://localhost:${server.port()}/api/auth/git-host/refresh?user=${user}`,
        {
          method: 'POST',
          headers: token ? { authorization: `Bearer ${token}` } : {},
        },
      );
    stop = async () => {
      await backend.stop();
      await database.close();
    };
  });
  afterAll(() => stop());

  const gitHost = mockCredentials.service.token({
    onBehalfOf: mockCredentials.service('plugin:git-host'),
    targetPluginId: 'auth',
  });
  const DEVELOPER = 'user:default/dev.rivera';

  it('gives the git host the identity of a person with the groups of today', async () => {
    const response = await confirm(DEVELOPER, gitHost);

    expect(response.status).toBe(200);
    const { token } = (await response.json()) as { token: string };
    const claims = JSON.parse(
      Buffer.from(token.split('.')[1], 'base64url').toString(),
    );
    expect(claims.sub).toBe(DEVELOPER);
    // Tokens carry no groups; the policy asks for them here.
    const [{ user_info: info }] = await knex('user_info').where({
      user_entity_ref: DEVELOPER,
    });
    expect(JSON.parse(info).claims.ent).toEqual([
      DEVELOPER,
      'group:default/notes-team',
    ]);
  });

  it('refuses a person who is not in the catalog', async () => {
    expect((await confirm('user:default/gone', gitHost)).status).toBe(401);
  });

  it.each([
    ['nobody', undefined, 401],
    ['a person', mockCredentials.user.token(DEVELOPER), 403],
    [
      'another plugin',
      mockCredentials.service.token({
        onBehalfOf: mockCredentials.service('plugin:catalog'),
        targetPluginId: 'auth',
      }),
      403,
    ],
    ['a token of an outside service', mockCredentials.service.token(), 403],
  ])('refuses %s', async (_who, token, status) => {
    expect((await confirm(DEVELOPER, token)).status).toBe(status);
  });

  it('is no way to sign in', async () => {
    const { status } = await fetch(
      (await confirm(DEVELOPER)).url.replace(
        /refresh.*/,
        'start?env=development',
      ),
    );
    expect(status).toBe(501);
  });
});
