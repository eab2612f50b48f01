import { readFile } from 'node:fs/promises';
import http from 'node:http';
import { AddressInfo } from 'node:net';
import path from 'node:path';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import {
  createBackendPlugin,
  coreServices,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  ConnectionPart,
  ConnectionsClient,
} from '@notes/plugin-connections-common';
import { createTestDatabase, TestDatabase } from '@notes/test-support';
import Router from 'express-promise-router';
import request from 'supertest';
import { parseAllDocuments } from 'yaml';
import connectionsPlugin from './index';

jest.setTimeout(60_000);

type Answer = (req: http.IncomingMessage) => { status: number; body?: object };

/** A server outside of the portal, as Argo CD, GitHub and the others are. */
async function startOutside(answer: Answer) {
  const seen: http.IncomingMessage[] = [];
  const server = http.createServer((req, res) => {
    seen.push(req);
    const { status, body = {} } = answer(req);
    res.writeHead(status, { 'content-type': 'application/json' });
    res.end(JSON.stringify(body));
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    host: `127.0.0.1:${port}`,
    url: `http://127.0.0.1:${port}`,
    seen,
    stop: () => {
      server.closeAllConnections();
      return new Promise(done => server.close(done));
    },
  };
}

/** A neighbour plugin of this portal that answers one route. */
function neighbour(pluginId: string, answers: Record<string, object>) {
  return createBackendPlugin({
    pluginId,
    register(env) {
      env.registerInit({
        deps: { router: coreServices.httpRouter },
        async init({ router }) {
          const routes = Router();
          for (const [route, body] of Object.entries(answers)) {
            routes.get(route, (_req, res) => void res.json(body));
          }
          router.use(routes);
        },
      });
    },
  });
}

describe('the connections plugin', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.close());

  async function start(options: {
    config?: object;
    clusters?: object[];
    pending?: object[];
    locations?: object[];
    result?: PolicyDecision['result'];
  }) {
    const {
      clusters = [],
      pending = [],
      locations = [],
      result = AuthorizeResult.ALLOW,
    } = options;
    const { server } = await startTestBackend({
      features: [
        connectionsPlugin,
        neighbour('catalog', {
          '/entities/unprocessed/failed': { entities: [] },
          '/entities/unprocessed/pending': { entities: pending },
          '/entities': locations,
        }),
        neighbour('search', { '/query': { results: [] } }),
        neighbour('kubernetes', { '/connections/clusters': { clusters } }),
        database.factory,
        mockServices.permissions.factory({
          result: result as AuthorizeResult.ALLOW,
        }),
        mockServices.rootConfig.factory({
          data: options.config ?? {},
        } as never),
      ],
    });
    const { port } = server.address() as AddressInfo;
    const client = new ConnectionsClient({
      discoveryApi: {
        getBaseUrl: async id => `http://127.0.0.1:${port}/api/${id}`,
      },
      fetchApi: {
        fetch: (url, init) =>
          fetch(url, {
            ...init,
            headers: { authorization: mockCredentials.user.header() },
          }),
      },
    });
    const read = async (id: string) => {
      const parts = await client.listParts();
      return parts.find(part => part.id === id) as ConnectionPart;
    };
    return { server, client, read };
  }

  // The catalog writes an empty text where there is no list of errors yet, and passes it on as it is.
  it.each([{ errors: '' }, { errors: null }, {}])(
    'finds nothing wrong with an entity that has not been read yet: %p',
    async unread => {
      const { read } = await start({
        pending: [{ entity_ref: 'component:default/new', ...unread }],
      });
      expect(await read('catalog')).toMatchObject({
        state: 'ok',
        reason: 'Every catalog file can be read.',
      });
    },
  );

  it('names every part in a fixed order and starts with nothing connected', async () => {
    const { client } = await start({});
    const parts = await client.listParts();
    expect(parts.map(({ id, state }) => `${id}: ${state}`)).toEqual([
      'database: ok',
      'catalog: ok',
      'cache: ok',
      'events: broken',
      'search: ok',
      'techdocs: ok',
      'git-host: broken',
      'github: not-connected',
      'gitlab: not-connected',
      'gitea: not-connected',
      'kubernetes: not-connected',
      'argocd: not-connected',
    ]);
    for (const part of parts.filter(({ state }) => state !== 'ok')) {
      expect(part.reason).toMatch(/\.$/);
      expect(part.fix).not.toBe('');
    }
  });

  it('refuses nobody in particular and a malformed question', async () => {
    const { server } = await start({});
    const route = '/api/connections/v1/parts';
    const anonymous = await request(server)
      .get(route)
      .set('authorization', mockCredentials.none.header());
    expect(anonymous.status).toBe(401);

    const malformed = await request(server)
      .get(`${route}?fresh=maybe`)
      .set('authorization', mockCredentials.user.header());
    expect(malformed.status).toBe(400);
    expect(malformed.body.error.message).toBe(
      'Query "fresh" is "maybe"; expected true or false',
    );
  });

  it('shows names of clusters only to those who may read details', async () => {
    const clusters = [
      { name: 'secret-name', state: 'broken', text: 'rejects the credentials' },
      { name: 'other', state: 'ok', text: 'answers and lists pods' },
    ];
    const allowed = await (await start({ clusters })).read('kubernetes');
    expect(allowed.detail).toEqual(clusters);

    const result = AuthorizeResult.DENY;
    const denied = await (await start({ clusters, result })).read('kubernetes');
    expect(denied).toMatchObject({
      state: 'broken',
      reason: '1 of 2 clusters cannot be used.',
    });
    expect(JSON.stringify(denied)).not.toContain('secret-name');
  });

  it('names the catalog files that cannot be read, new ones and those that were good before', async () => {
    const message = 'YAML error at file:/x.yaml, line 2\nkind: [';
    const { read } = await start({
      pending: [
        { entity_ref: 'location:default/new', errors: [{ message }] },
        { entity_ref: 'component:default/waiting', errors: [] },
      ],
      locations: [
        {
          metadata: { name: 'old' },
          status: { items: [{ level: 'error', message: 'gone' }] },
        },
        { metadata: { name: 'good' } },
      ],
    });
    expect(await read('catalog')).toMatchObject({
      state: 'broken',
      reason: '2 catalog entries cannot be read; the others are not affected.',
      detail: [
        {
          name: 'location:default/new',
          text: 'YAML error at file:/x.yaml, line 2',
        },
        { name: 'location:default/old', text: 'gone' },
      ],
    });
  });

  it('catalogs the API exactly as its document describes it', async () => {
    const folder = path.resolve(__dirname, '..');
    const [cataloged, document] = await Promise.all(
      ['catalog-info.yaml', 'src/schema/openapi.yaml'].map(file =>
        readFile(path.join(folder, file), 'utf8'),
      ),
    );
    const api = parseAllDocuments(cataloged)[1].toJS();
    expect(api.spec.definition).toBe(document);
  });

  describe('with servers outside', () => {
    let outside: Awaited<ReturnType<typeof startOutside>>;
    const secret = 'known-to-the-portal';
    beforeEach(async () => {
      outside = await startOutside(req => {
        const sent = [req.headers.authorization, req.headers['private-token']];
        const basic = Buffer.from(`portal:${secret}`).toString('base64');
        const known = sent.some(
          value => value?.includes(secret) || value?.includes(basic),
        );
        return { status: known ? 200 : 401, body: { loggedIn: known } };
      });
    });
    afterEach(() => outside.stop());

    const configs = [
      {
        id: 'github',
        config: (token: string, { host, url }: typeof outside) => ({
          integrations: { github: [{ host, apiBaseUrl: url, token }] },
        }),
      },
      {
        id: 'gitlab',
        config: (token: string, { host, url }: typeof outside) => ({
          integrations: {
            gitlab: [{ host, apiBaseUrl: url, baseUrl: url, token }],
          },
        }),
      },
      {
        id: 'gitea',
        config: (token: string, { host, url }: typeof outside) => ({
          integrations: {
            gitea: [
              { host, baseUrl: url, username: 'portal', password: token },
            ],
          },
        }),
      },
      {
        id: 'argocd',
        config: (token: string, { url }: typeof outside) => ({
          argocd: {
            appLocatorMethods: [
              { type: 'config', instances: [{ name: 'main', url, token }] },
            ],
          },
        }),
      },
    ];

    it.each(configs)(
      '$id is ok with a good token and never repeats it',
      async ({ id, config }) => {
        const { read } = await start({ config: config(secret, outside) });
        const part = await read(id);
        expect(part).toMatchObject({ state: 'ok' });
        expect(outside.seen).toHaveLength(1);
        expect(JSON.stringify(part)).not.toContain(secret);
      },
    );

    it.each(configs)(
      '$id is broken with a token that is rejected, and says what to do',
      async ({ id, config }) => {
        const { read } = await start({ config: config('old', outside) });
        const part = await read(id);
        expect(part.state).toBe('broken');
        expect(part.detail).toMatchObject([{ text: 'rejects the token' }]);
        expect(part.fix).toContain('token');
      },
    );

    it.each(configs)('$id is broken when nobody listens', async row => {
      await outside.stop();
      const { read } = await start({ config: row.config(secret, outside) });
      const part = await read(row.id);
      expect(part.detail).toMatchObject([{ text: 'refuses the connection' }]);
    });

    it('never tries the password of an Argo CD account, which would lock it', async () => {
      const instance = {
        name: 'main',
        url: outside.url,
        username: 'portal',
        password: secret,
      };
      const argocd = {
        appLocatorMethods: [{ type: 'config', instances: [instance] }],
      };
      const { read } = await start({ config: { argocd } });
      await read('argocd');
      expect(outside.seen.map(({ method, url }) => `${method} ${url}`)).toEqual(
        ['GET /api/version'],
      );
    });

    it.each([
      { reason: 'listens', port: () => outside.url.split(':')[2], state: 'ok' },
      { reason: 'is gone', port: () => '1', state: 'broken' },
    ])('calls a cache server that $reason $state', async ({ port, state }) => {
      const connection = `redis://portal:${secret}@127.0.0.1:${port()}`;
      const config = { backend: { cache: { store: 'redis', connection } } };
      const { read } = await start({ config });
      const part = await read('cache');
      expect(part.state).toBe(state);
      expect(JSON.stringify(part)).not.toContain(secret);
    });
  });

  it.each([
    { reason: 'external', techdocs: { builder: 'external' }, state: 'ok' },
    {
      reason: 'ours',
      techdocs: { generator: { engine: 'markdown' } },
      state: 'ok',
    },
    {
      reason: 'MkDocs in Docker',
      techdocs: { generator: { engine: 'mkdocs', runIn: 'docker' } },
      state: 'ok',
    },
  ])('calls the docs generator ok when it is $reason', async row => {
    const { read } = await start({ config: { techdocs: row.techdocs } });
    expect((await read('techdocs')).state).toBe(row.state);
  });
});
