import { ResponseError } from '@backstage/errors';
import { ConnectionsApi } from './ConnectionsApi';
import { ConnectionPart, ConnectionParts } from './types';

/** Reads the connections over HTTP, from the browser or from another backend. */
export class ConnectionsClient implements ConnectionsApi {
  readonly #discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  readonly #fetchApi: { fetch: typeof fetch };

  constructor(options: {
    discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
    fetchApi: { fetch: typeof fetch };
  }) {
    this.#discoveryApi = options.discoveryApi;
    this.#fetchApi = options.fetchApi;
  }

  async listParts(options?: { fresh?: boolean }): Promise<ConnectionPart[]> {
    const base = await this.#discoveryApi.getBaseUrl('connections');
    const query = options?.fresh ? '?fresh=true' : '';
    const response = await this.#fetchApi.fetch(`${base}/v1/parts${query}`);
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    const { parts } = (await response.json()) as ConnectionParts;
    return parts;
  }
}
