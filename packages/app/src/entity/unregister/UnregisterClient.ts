import { ResponseError } from '@backstage/errors';
import type { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';

/** Something that leaves the catalog, and whether the person may let it go. */
export interface UnregisterPlanEntity {
  entityRef: string;
  title?: string;
  owners: string[];
  allowed: boolean;
}

/** What unregistering an entity would do, see the README of the backend module. */
export interface UnregisterPlan {
  entityRef: string;
  removes: 'location' | 'entity' | 'nothing';
  target?: string;
  entities: UnregisterPlanEntity[];
  allowed: boolean;
}

interface Connection {
  discoveryApi: DiscoveryApi;
  fetchApi: FetchApi;
}

/** Asks the catalog to forget an entity for good. */
export class UnregisterClient {
  readonly #connection: Connection;

  static create(connection: Connection) {
    return new UnregisterClient(connection);
  }

  private constructor(connection: Connection) {
    this.#connection = connection;
  }

  async plan(entityRef: string): Promise<UnregisterPlan> {
    const query = new URLSearchParams({ entityRef });
    const response = await this.#fetch(`?${query}`);
    return response.json();
  }

  async unregister(entityRef: string): Promise<void> {
    await this.#fetch('', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ entityRef }),
    });
  }

  async #fetch(query: string, init?: RequestInit): Promise<Response> {
    const { discoveryApi, fetchApi } = this.#connection;
    const base = await discoveryApi.getBaseUrl('catalog');
    const url = `${base}/v1/unregister${query}`;
    const response = await fetchApi.fetch(url, init);
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response;
  }
}
