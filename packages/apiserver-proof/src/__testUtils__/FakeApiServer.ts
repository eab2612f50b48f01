import { createServer, type Server } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApiClient, Cluster, type KubernetesObject } from '../client';
import { CERTIFICATE } from './createCertificate';

/** One question, as the server got it. */
export interface Asked {
  method: string;
  path: string;
  query: URLSearchParams;
  object?: KubernetesObject;
}

/** What the server says against an object; undefined when it takes it. */
export type Judge = (
  asked: Asked,
  server: FakeApiServer,
) => { status: number; message: string } | undefined;

interface Served {
  apiVersion: string;
  kind: string;
  plural: string;
  scope: 'Namespaced' | 'Cluster';
}

const BUILT_IN: Served[] = [
  ['v1', 'Namespace', 'namespaces', 'Cluster'],
  ['v1', 'Pod', 'pods', 'Namespaced'],
  ['v1', 'Service', 'services', 'Namespaced'],
  ['v1', 'ConfigMap', 'configmaps', 'Namespaced'],
  ['v1', 'ServiceAccount', 'serviceaccounts', 'Namespaced'],
  ['apps/v1', 'Deployment', 'deployments', 'Namespaced'],
  [
    'admissionregistration.k8s.io/v1',
    'ValidatingAdmissionPolicy',
    'validatingadmissionpolicies',
    'Cluster',
  ],
  [
    'admissionregistration.k8s.io/v1',
    'ValidatingAdmissionPolicyBinding',
    'validatingadmissionpolicybindings',
    'Cluster',
  ],
  [
    'apiextensions.k8s.io/v1',
    'CustomResourceDefinition',
    'customresourcedefinitions',
    'Cluster',
  ],
].map(
  ([apiVersion, kind, plural, scope]) =>
    ({ apiVersion, kind, plural, scope }) as Served,
);

/**
 * Answers as an API server does: discovery, dry runs, applied objects that stay, definitions that add kinds. What it
 * refuses is the test's to say.
 */
export class FakeApiServer {
  readonly asked: Asked[] = [];
  /** What was applied and is still there, by path. */
  readonly objects = new Map<string, KubernetesObject>();
  readonly #served = [...BUILT_IN];
  readonly #server: Server;
  readonly #cert: string;
  readonly #judge: Judge;
  readonly #clients: ApiClient[] = [];
  warning: string | undefined;

  private constructor(judge: Judge) {
    const { key, cert } = CERTIFICATE;
    this.#cert = cert;
    this.#judge = judge;
    this.#server = createServer({ key, cert }, (request, response) =>
      this.#answer(request, response),
    );
  }

  static async start(judge: Judge = () => undefined): Promise<FakeApiServer> {
    const fake = new FakeApiServer(judge);
    await new Promise<void>(resolve => {
      fake.#server.listen(0, '127.0.0.1', resolve);
    });
    return fake;
  }

  client(token = 'admin'): ApiClient {
    const { port } = this.#server.address() as AddressInfo;
    const client = new ApiClient({
      url: `https://127.0.0.1:${port}`,
      token,
      authority: this.#cert,
    });
    this.#clients.push(client);
    return client;
  }

  connect(): Promise<Cluster> {
    return Cluster.connect(this.client());
  }

  async stop(): Promise<void> {
    for (const client of this.#clients) client.close();
    this.#server.closeAllConnections();
    await new Promise(resolve => {
      this.#server.close(resolve);
    });
  }

  async #answer(request: IncomingMessage, response: ServerResponse) {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    const url = new URL(request.url ?? '/', 'https://fake');
    const send = (status: number, body: unknown) => {
      response.writeHead(status, {
        'content-type': 'application/json',
        ...(this.warning && { warning: `299 - "${this.warning}"` }),
      });
      response.end(JSON.stringify(body));
    };
    if (request.headers.authorization !== 'Bearer admin') {
      send(401, { message: 'Unauthorized' });
    } else if (url.pathname === '/api' || url.pathname === '/apis') {
      send(200, this.#discovery(url.pathname === '/api'));
    } else {
      const asked: Asked = {
        method: request.method ?? '',
        path: url.pathname,
        query: url.searchParams,
        object: text ? JSON.parse(text) : undefined,
      };
      this.asked.push(asked);
      const refusal = this.#judge(asked, this);
      if (refusal) send(refusal.status, { message: refusal.message });
      else send(...this.#take(asked));
    }
  }

  #take({ method, path, object }: Asked): [number, unknown] {
    if (method === 'GET') return [this.objects.has(path) ? 200 : 404, {}];
    if (method === 'DELETE') this.objects.delete(path);
    if (method === 'PATCH' && object) {
      this.objects.set(path, object);
      if (object.kind === 'CustomResourceDefinition') this.#serve(object);
    }
    return [200, object ?? {}];
  }

  #serve({ spec }: KubernetesObject) {
    const { group, names, scope, versions } = spec as {
      group: string;
      scope: 'Namespaced' | 'Cluster';
      names: { kind: string; plural: string };
      versions: { name: string }[];
    };
    for (const { name } of versions) {
      this.#served.push({ apiVersion: `${group}/${name}`, ...names, scope });
    }
  }

  #discovery(core: boolean) {
    const isHere = ({ apiVersion }: Served) =>
      core === !apiVersion.includes('/');
    return {
      items: this.#served.filter(isHere).map(each => {
        const [version, group] = each.apiVersion.split('/').toReversed();
        return {
          metadata: group ? { name: group } : {},
          versions: [
            {
              version,
              resources: [
                {
                  resource: each.plural,
                  scope: each.scope,
                  responseKind: { kind: each.kind },
                },
              ],
            },
          ],
        };
      }),
    };
  }
}
