import type { ApiClient } from './ApiClient';
import type { KubernetesObject } from './KubernetesObject';
import { Resources, type Resource } from './Resources';

/** What the API server says of one object. */
export type Judgement =
  | { accepted: true; warnings: string[] }
  /** Its own words, in which it names the field, the rule or the policy. */
  | { accepted: false; status: number; reason: string };

const STRICT = 'fieldValidation=Strict';
const MANAGER = 'fieldManager=apiserver-proof';

/** What people do with a cluster, over the API of the server. */
export class Cluster {
  readonly client: ApiClient;
  #resources: Resources;
  /** How many objects the server has judged. */
  judged = 0;

  private constructor(client: ApiClient, resources: Resources) {
    this.client = client;
    this.#resources = resources;
  }

  static async connect(client: ApiClient): Promise<Cluster> {
    return new Cluster(client, await Resources.discover(client));
  }

  /** Looks again at what is served, after definitions were added. */
  async refresh(): Promise<void> {
    this.#resources = await Resources.discover(this.client);
  }

  serves(apiVersion: string, kind: string): boolean {
    return this.#resources.find(apiVersion, kind) !== undefined;
  }

  /** Creates an object for the time of one question: everything is judged and nothing is kept. */
  async dryRun(object: KubernetesObject): Promise<Judgement> {
    return this.#judge(object, 'POST', path => `${path}?dryRun=All&${STRICT}`);
  }

  /** Creates or changes an object and keeps it. */
  async apply(object: KubernetesObject): Promise<Judgement> {
    return this.#judge(
      object,
      'PATCH',
      path => `${path}/${object.metadata.name}?force=true&${MANAGER}&${STRICT}`,
      'application/apply-patch+yaml',
    );
  }

  /** The same, where a refusal is an error of the proof itself. */
  async require(object: KubernetesObject): Promise<void> {
    const judgement = await this.apply(object);
    if (!judgement.accepted) {
      throw new Error(
        `${object.kind} ${object.metadata.name} is refused: ${judgement.reason}`,
      );
    }
  }

  async remove(object: KubernetesObject): Promise<void> {
    const path = this.#pathOf(object);
    if (path) {
      await this.client.request('DELETE', `${path}/${object.metadata.name}`);
    }
  }

  async has(object: KubernetesObject): Promise<boolean> {
    const path = this.#pathOf(object);
    if (!path) return false;
    const { status } = await this.client.request(
      'GET',
      `${path}/${object.metadata.name}`,
    );
    return status === 200;
  }

  async #judge(
    object: KubernetesObject,
    method: string,
    address: (path: string) => string,
    contentType?: string,
  ): Promise<Judgement> {
    this.judged += 1;
    const path = this.#pathOf(object);
    if (!path) {
      const { kind, apiVersion } = object;
      return {
        accepted: false,
        status: 404,
        reason: `no matches for kind "${kind}" in version "${apiVersion}"`,
      };
    }
    const { status, body, warnings } = await this.client.request(
      method,
      address(path),
      { body: object, contentType },
    );
    return status < 300
      ? { accepted: true, warnings }
      : { accepted: false, status, reason: reasonOf(body) };
  }

  #pathOf({ apiVersion, kind, metadata }: KubernetesObject) {
    const resource = this.#resources.find(apiVersion, kind);
    return resource && pathOf(resource, metadata.namespace ?? 'default');
  }
}

function pathOf({ base, plural, namespaced }: Resource, namespace: string) {
  return namespaced
    ? `${base}/namespaces/${namespace}/${plural}`
    : `${base}/${plural}`;
}

function reasonOf(body: unknown): string {
  const message = (body as { message?: unknown } | null)?.message;
  return typeof message === 'string' ? message : String(JSON.stringify(body));
}
