import { ResponseError } from '@backstage/errors';
import type { AuditLogApi } from './AuditLogApi';
import type { AuditEventPage, AuditEventQuery, AuditFacets } from './types';

/**
 * Reads the audit log over HTTP.
 *
 * @public
 */
export class AuditLogClient implements AuditLogApi {
  readonly #discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  readonly #fetchApi: { fetch: typeof fetch };

  constructor(options: {
    discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
    fetchApi: { fetch: typeof fetch };
  }) {
    this.#discoveryApi = options.discoveryApi;
    this.#fetchApi = options.fetchApi;
  }

  async listEvents(query: AuditEventQuery): Promise<AuditEventPage> {
    const given = Object.entries(query).filter(([, value]) => value);
    const search = new URLSearchParams(
      given.map(([name, value]) => [name, String(value)]),
    );
    return this.#get<AuditEventPage>(`/v1/events?${search}`);
  }

  async listFacets(): Promise<AuditFacets> {
    return this.#get<AuditFacets>('/v1/facets');
  }

  async #get<T>(path: string): Promise<T> {
    const base = await this.#discoveryApi.getBaseUrl('audit-log');
    const response = await this.#fetchApi.fetch(`${base}${path}`);
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return (await response.json()) as T;
  }
}
