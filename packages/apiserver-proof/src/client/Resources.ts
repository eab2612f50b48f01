import type { ApiClient } from './ApiClient';

/** How the API server serves a kind. */
export interface Resource {
  /** `/api/v1` or `/apis/<group>/<version>`. */
  base: string;
  plural: string;
  namespaced: boolean;
}

interface DiscoveryList {
  items: {
    metadata?: { name?: string };
    versions: {
      version: string;
      resources?: {
        resource: string;
        scope: 'Namespaced' | 'Cluster';
        responseKind?: { kind: string };
      }[];
    }[];
  }[];
}

const ACCEPT =
  'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';

/** The kinds that an API server serves, as it says itself. */
export class Resources {
  readonly #resources: ReadonlyMap<string, Resource>;

  private constructor(resources: Map<string, Resource>) {
    this.#resources = resources;
  }

  static async discover(client: ApiClient): Promise<Resources> {
    const resources = new Map<string, Resource>();
    for (const path of ['/api', '/apis']) {
      const { status, body } = await client.request('GET', path, {
        accept: ACCEPT,
      });
      if (status !== 200) {
        throw new Error(`The API server answers ${status} to ${path}`);
      }
      addAll(body as DiscoveryList, path, resources);
    }
    return new Resources(resources);
  }

  get size(): number {
    return this.#resources.size;
  }

  find(apiVersion: string, kind: string): Resource | undefined {
    return this.#resources.get(`${apiVersion} ${kind}`);
  }
}

function addAll(
  { items }: DiscoveryList,
  path: string,
  resources: Map<string, Resource>,
): void {
  for (const { metadata, versions } of items) {
    for (const { version, resources: served = [] } of versions) {
      const apiVersion = metadata?.name
        ? `${metadata.name}/${version}`
        : version;
      for (const { resource, scope, responseKind } of served) {
        if (!responseKind) continue;
        resources.set(`${apiVersion} ${responseKind.kind}`, {
          base: `${path}/${apiVersion}`,
          plural: resource,
          namespaced: scope === 'Namespaced',
        });
      }
    }
  }
}
