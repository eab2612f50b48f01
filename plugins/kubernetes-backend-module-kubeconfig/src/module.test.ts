import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import https from 'node:https';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { TLSSocket } from 'node:tls';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import kubernetesPlugin from '@backstage/plugin-kubernetes-backend';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { generate } from 'selfsigned';
import request from 'supertest';
import { stringify } from 'yaml';
import kubeconfigModule from './index';

jest.setTimeout(60_000);

const pems = generate([{ name: 'commonName', value: 'localhost' }], {
  algorithm: 'sha256',
  keySize: 2048,
  clientCertificate: true,
  clientCertificateCN: 'kind',
  clientCertificateKeySize: 2048,
});
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** An API server over TLS that knows one token and one client certificate. */
async function startApiServer() {
  const server = https.createServer(
    {
      key: pems.private,
      cert: pems.cert,
      ca: pems.cert,
      requestCert: true,
      rejectUnauthorized: false,
    },
    (req, res) => {
      const known =
        req.headers.authorization === 'Bearer good' ||
        // TLS has proven that the caller holds the key; the name is what an API server reads.
        (req.socket as TLSSocket).getPeerCertificate().subject?.CN === 'kind';
      res.writeHead(known ? 200 : 401, { 'content-type': 'application/json' });
      res.end(JSON.stringify({ kind: 'PodList', items: [] }));
    },
  );
  await new Promise<void>(done => server.listen(0, done));
  const { port } = server.address() as AddressInfo;
  const stop = () => {
    server.closeAllConnections();
    return new Promise(done => server.close(done));
  };
  return { url: `https://localhost:${port}`, stop };
}

function kubeconfigOf(contexts: { name: string; url: string; user: object }[]) {
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: contexts.map(({ name, url }) => ({
      name,
      cluster: {
        server: url,
        'certificate-authority-data': base64(pems.cert),
      },
    })),
    users: contexts.map(({ name, user }) => ({ name, user })),
    contexts: contexts.map(({ name }) => ({
      name,
      context: { cluster: name, user: name },
    })),
  });
}

async function start(options: {
  kubeconfig?: string;
  clusterLocatorMethods?: object[];
  result?: AuthorizeResult;
}) {
  const { server } = await startTestBackend({
    features: [
      kubernetesPlugin,
      kubeconfigModule,
      catalogServiceMock.factory(),
      mockServices.permissions.factory({
        result: options.result ?? AuthorizeResult.ALLOW,
      } as never),
      mockServices.rootConfig.factory({
        data: {
          kubernetes: {
            serviceLocatorMethod: { type: 'multiTenant' },
            clusterLocatorMethods: options.clusterLocatorMethods ?? [],
            ...(options.kubeconfig && { kubeconfig: options.kubeconfig }),
          },
        } as never,
      }),
    ],
  });
  const get = (route: string) =>
    request(server)
      .get(`/api/kubernetes${route}`)
      .set('authorization', mockCredentials.user.header());
  return { get };
}

describe('the kubeconfig module of the Kubernetes plugin', () => {
  let folder: string;
  let file: string;
  let api: Awaited<ReturnType<typeof startApiServer>>;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'kubeconfig-'));
    file = path.join(folder, 'config');
    api = await startApiServer();
  });
  afterEach(async () => {
    await api.stop();
    await rm(folder, { recursive: true });
  });

  it('starts with no cluster and no kubeconfig, and says that there is none', async () => {
    const { get } = await start({});
    const response = await get('/connections/clusters');
    expect(response.status).toBe(200);
    expect(response.body).toEqual({ clusters: [] });
  });

  it('names each context by its state, and puts the token on no answer', async () => {
    await writeFile(
      file,
      kubeconfigOf([
        { name: 'kind', url: api.url, user: { token: 'good' } },
        { name: 'stale', url: api.url, user: { token: 'expired' } },
        { name: 'gone', url: 'https://localhost:1', user: { token: 'good' } },
      ]),
    );
    const { get } = await start({ kubeconfig: file });
    const { body, text } = await get('/connections/clusters');
    expect(body.clusters).toEqual([
      { name: 'kind', state: 'ok', text: 'answers and lists pods' },
      { name: 'stale', state: 'broken', text: 'rejects the credentials' },
      { name: 'gone', state: 'broken', text: 'refuses the connection' },
    ]);
    expect(text).not.toMatch(/good|expired/);

    const listed = await get('/clusters');
    expect(listed.body.items).toEqual([
      { name: 'kind', authProvider: 'serviceAccount' },
      { name: 'stale', authProvider: 'serviceAccount' },
      { name: 'gone', authProvider: 'serviceAccount' },
    ]);
  });

  it('signs in with the client certificate of a local cluster such as kind', async () => {
    const { clientcert, clientprivate } = pems as unknown as {
      clientcert: string;
      clientprivate: string;
    };
    const user = {
      'client-certificate-data': base64(clientcert),
      'client-key-data': base64(clientprivate),
    };
    await writeFile(
      file,
      kubeconfigOf([
        { name: 'kind', url: api.url, user },
        { name: 'nobody', url: api.url, user: {} },
      ]),
    );
    const { get } = await start({ kubeconfig: file });
    const { body } = await get('/connections/clusters');
    expect(body.clusters).toEqual([
      { name: 'kind', state: 'ok', text: 'answers and lists pods' },
      { name: 'nobody', state: 'broken', text: 'rejects the credentials' },
    ]);
  });

  it('says so when the certificate of the cluster is not trusted', async () => {
    const untrusted = kubeconfigOf([
      { name: 'kind', url: api.url, user: { token: 'good' } },
    ]).replace(/\n\s+certificate-authority-data: .*/, '');
    await writeFile(file, untrusted);
    const { get } = await start({ kubeconfig: file });
    const { body } = await get('/connections/clusters');
    expect(body.clusters).toEqual([
      {
        name: 'kind',
        state: 'broken',
        text: 'has a TLS certificate that is not trusted',
      },
    ]);
  });

  it('takes the token that a credential plugin prints', async () => {
    const credential = {
      kind: 'ExecCredential',
      apiVersion: 'client.authentication.k8s.io/v1',
      status: { token: 'good' },
    };
    const exec = {
      apiVersion: 'client.authentication.k8s.io/v1',
      command: 'echo',
      args: [JSON.stringify(credential)],
      interactiveMode: 'Never',
    };
    await writeFile(
      file,
      kubeconfigOf([{ name: 'cloud', url: api.url, user: { exec } }]),
    );
    const { get } = await start({ kubeconfig: file });
    const { body } = await get('/connections/clusters');
    expect(body.clusters).toMatchObject([{ name: 'cloud', state: 'ok' }]);
  });

  it('keeps configured clusters, which win over a context of the same name', async () => {
    await writeFile(
      file,
      kubeconfigOf([{ name: 'kind', url: api.url, user: { token: 'good' } }]),
    );
    const { get } = await start({
      kubeconfig: file,
      clusterLocatorMethods: [
        {
          type: 'config',
          clusters: [
            {
              name: 'kind',
              url: 'https://localhost:1',
              authProvider: 'localKubectlProxy',
            },
          ],
        },
      ],
    });
    const { body } = await get('/connections/clusters');
    expect(body.clusters).toEqual([
      { name: 'kind', state: 'broken', text: 'refuses the connection' },
    ]);
  });

  it.each([
    { reason: 'absent', content: undefined, text: 'does not exist' },
    {
      reason: 'malformed',
      content: 'kind: [',
      text: 'is not a kubeconfig; expected what "kubectl config view --raw" prints',
    },
  ])('starts and says so when the file is $reason', async row => {
    if (row.content !== undefined) {
      await writeFile(file, row.content);
    }
    const { get } = await start({ kubeconfig: file });
    const { body } = await get('/connections/clusters');
    expect(body.clusters).toEqual([
      { name: 'kubeconfig', state: 'broken', text: row.text },
    ]);
  });

  it('reads the file again when it has changed', async () => {
    const { get } = await start({ kubeconfig: file });
    await get('/connections/clusters');
    await writeFile(
      file,
      kubeconfigOf([{ name: 'new', url: api.url, user: { token: 'good' } }]),
    );
    const { body } = await get('/connections/clusters');
    expect(body.clusters).toMatchObject([{ name: 'new', state: 'ok' }]);
  });

  it('refuses a caller without the permission to read clusters', async () => {
    const { get } = await start({ result: AuthorizeResult.DENY });
    const response = await get('/connections/clusters');
    expect(response.status).toBe(403);
  });
});
