/** App layer: the real backend in a process of its own, on a real PostgreSQL. */
import fs from 'node:fs';
import https from 'node:https';
import { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { ConnectionPart } from '@notes/plugin-connections-common';
import { createTestDatabase, TestDatabase } from '@notes/test-support';
import { generate } from 'selfsigned';
import { RunningPortal, startPortal } from './__testUtils__/startPortal';

jest.setTimeout(180_000);

const ROOT = path.resolve(__dirname, '../../../..');

/** Signs in as soon as the catalog knows the person. */
async function signIn(portal: RunningPortal, person: string) {
  const url = `${portal.url}/api/auth/demo/refresh?person=${person}`;
  const response = await eventually(async () => {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'x-requested-with': 'XMLHttpRequest' },
    });
    return answer.ok ? answer : undefined;
  });
  const { backstageIdentity } = await response.json();
  const authorization = `Bearer ${backstageIdentity.token}`;
  return (route: string, headers?: Record<string, string>) =>
    fetch(`${portal.url}${route}`, { headers: { authorization, ...headers } });
}

async function eventually<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (let attempt = 0; attempt < 150; attempt++) {
    const found = await look();
    if (found) {
      return found;
    }
    await new Promise(resolve => setTimeout(resolve, 200));
  }
  throw new Error('What was waited for did not come');
}

describe('the portal with every optional part unconfigured', () => {
  let database: TestDatabase;
  let portal: RunningPortal;
  beforeAll(async () => {
    database = await createTestDatabase();
    portal = await startPortal({ databaseUrl: database.url });
  });
  afterAll(async () => {
    await portal?.stop();
    await database.close();
  });

  it.each([
    '/api/catalog/entities',
    '/api/connections/v1/parts',
    '/api/kubernetes/clusters',
    '/api/kubernetes/connections/clusters',
    '/api/backstage-community-argocd/check',
    '/api/git-host/v1/repositories',
    '/api/search/query?term=a',
    '/api/scaffolder/v2/actions',
    '/api/notifications',
  ])('asks who is there before it answers %s', async route => {
    const response = await fetch(`${portal.url}${route}`);
    expect([route, response.status]).toEqual([route, 401]);
  });

  it('finds every part of its own in order and names no other as connected', async () => {
    const get = await signIn(portal, 'pat.platform');
    const response = await get('/api/connections/v1/parts');
    const { parts } = (await response.json()) as {
      parts: { id: string; state: string; detail?: unknown }[];
    };
    // What is broken says why, so that a failure of this test does, too.
    expect(parts.filter(({ state }) => state === 'broken')).toEqual([]);
    expect(parts.map(({ id, state }) => `${id}: ${state}`)).toEqual([
      'database: ok',
      'catalog: ok',
      'cache: ok',
      'events: ok',
      'search: ok',
      'techdocs: ok',
      'git-host: ok',
      'github: not-connected',
      'gitlab: not-connected',
      'gitea: not-connected',
      'kubernetes: not-connected',
      'argocd: not-connected',
    ]);
  });

  it('reads its own catalog, people and groups included', async () => {
    const get = await signIn(portal, 'dev.rivera');
    for (const ref of [
      'system/default/portal',
      'group/default/notes-team',
      'user/default/lee.learner',
      'component/default/plugin-connections-backend',
      'api/default/connections',
    ]) {
      const entity = await eventually(async () => {
        const response = await get(`/api/catalog/entities/by-name/${ref}`);
        return response.ok ? response.json() : undefined;
      });
      expect(ref).toContain(entity.metadata.name);
    }
  });

  it('starts without an error in its log', () => {
    const errors = portal
      .log()
      .split('\n')
      .filter(line => /^\S+ \S+ error\b/.test(line));
    expect(errors).toEqual([]);
  });
});

describe('the portal with a malformed catalog file and a cluster', () => {
  let database: TestDatabase;
  let portal: RunningPortal;
  let folder: string;
  const seen: (string | undefined)[] = [];
  const pems = generate([{ name: 'commonName', value: 'localhost' }], {
    algorithm: 'sha256',
    keySize: 2048,
  });
  const cluster = https.createServer(
    { key: pems.private, cert: pems.cert },
    (req, res) => {
      seen.push(req.headers.authorization);
      res.writeHead(200, { 'content-type': 'application/json' });
      res.end('{"kind":"PodList","items":[]}');
    },
  );

  beforeAll(async () => {
    await new Promise<void>(done => cluster.listen(0, done));
    const { port } = cluster.address() as AddressInfo;
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'portal-boot-files-'));
    const malformed = path.join(folder, 'catalog-info.yaml');
    fs.writeFileSync(malformed, 'kind: [');
    const kubeconfig = path.join(folder, 'kubeconfig');
    fs.writeFileSync(kubeconfig, kubeconfigFor(`https://localhost:${port}`));

    database = await createTestDatabase();
    const own = path.join(ROOT, 'catalog-info.yaml');
    portal = await startPortal({
      databaseUrl: database.url,
      env: { KUBECONFIG: kubeconfig },
      config: {
        catalog: {
          locations: [own, malformed].map(target => ({
            type: 'file',
            target,
            rules: [{ allow: ['Group', 'User', 'Template'] }],
          })),
        },
      },
    });
  });
  afterAll(async () => {
    await portal?.stop();
    cluster.closeAllConnections();
    await new Promise(done => cluster.close(done));
    await database.close();
    fs.rmSync(folder, { recursive: true });
  });

  function kubeconfigFor(server: string) {
    const authority = Buffer.from(pems.cert).toString('base64');
    const data = { server, 'certificate-authority-data': authority };
    return JSON.stringify({
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [{ name: 'open', cluster: data }],
      users: [{ name: 'nobody', user: {} }],
      contexts: [
        { name: 'open', context: { cluster: 'open', user: 'nobody' } },
      ],
    });
  }

  it('shows what is wrong with the file, and keeps the other entities', async () => {
    const get = await signIn(portal, 'pat.platform');
    const broken = await eventually(async () => {
      const response = await get('/api/connections/v1/parts?fresh=true');
      const { parts } = (await response.json()) as {
        parts: ConnectionPart[];
      };
      return parts.find(
        ({ id, state }) => id === 'catalog' && state === 'broken',
      );
    });
    expect(broken.reason).toMatch(/the others are not affected/);
    expect(broken.detail).toContainEqual(
      expect.objectContaining({
        text: expect.stringContaining(
          `YAML error at file:${path.join(folder, 'catalog-info.yaml')}`,
        ),
      }),
    );

    await eventually(async () => {
      const name = '/api/catalog/entities/by-name/system/default/portal';
      return (await get(name)).ok || undefined;
    });
  });

  it('names the cluster of KUBECONFIG as connected', async () => {
    const get = await signIn(portal, 'pat.platform');
    const response = await get('/api/connections/v1/parts');
    const { parts } = (await response.json()) as { parts: { id: string }[] };
    expect(parts.find(({ id }) => id === 'kubernetes')).toMatchObject({
      state: 'ok',
      reason: '1 cluster connected.',
      detail: [{ name: 'open' }],
    });
  });

  it('passes no token of the portal through the proxy to the cluster', async () => {
    seen.length = 0;
    const get = await signIn(portal, 'pat.platform');
    const response = await get('/api/kubernetes/proxy/version', {
      'backstage-kubernetes-cluster': 'open',
    });
    expect(response.status).toBe(200);
    expect(seen).toEqual([undefined]);
  });

  it('keeps the proxy to platform engineers', async () => {
    seen.length = 0;
    const get = await signIn(portal, 'dev.rivera');
    const response = await get('/api/kubernetes/proxy/version', {
      'backstage-kubernetes-cluster': 'open',
    });
    expect(response.status).toBe(403);
    expect(seen).toEqual([]);
  });
});
