import { ResponseError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import type { LedgerEntry, LedgerRecord, UndoResult } from '../ledger';
import type { Plan, PlanFileContent, PlanSummary } from '../plan';
import type {
  GoldenPathApi,
  GoldenPathRequestOptions as Options,
  LibrarySnapshot,
  RenderCheck,
} from './GoldenPathApi';

type Call = {
  method?: 'GET' | 'POST';
  query?: Record<string, string | number | undefined>;
  body?: object;
};

/**
 * Speaks to the golden path over HTTP.
 *
 * @public
 */
export class GoldenPathClient implements GoldenPathApi {
  readonly #discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  readonly #fetchApi: { fetch: typeof fetch };

  constructor(options: {
    discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
    fetchApi?: { fetch: typeof fetch };
  }) {
    this.#discoveryApi = options.discoveryApi;
    this.#fetchApi = options.fetchApi ?? { fetch };
  }

  async createPlan(
    body: { templateRef: string; values: JsonObject },
    options?: Options,
  ) {
    return this.#send<Plan>('/plans', { method: 'POST', body }, options);
  }

  async listPlans(
    query: { state?: 'waiting'; templateRef?: string; limit?: number } = {},
    options?: Options,
  ) {
    const call: Call = { query };
    return (await this.#send<{ items: PlanSummary[] }>('/plans', call, options))
      .items;
  }

  async getPlan(id: string, options?: Options) {
    return this.#send<Plan>(planPath(id), {}, options);
  }

  async getPlanFile(id: string, path: string, options?: Options) {
    const call: Call = { query: { path } };
    return this.#send<PlanFileContent>(`${planPath(id)}/files`, call, options);
  }

  async createFromPlan(
    id: string,
    body: { hash: string; secrets?: Record<string, string> },
    options?: Options,
  ) {
    const call: Call = { method: 'POST', body };
    const path = `${planPath(id)}/create`;
    return this.#send<{ taskId: string }>(path, call, options);
  }

  async requestApproval(
    id: string,
    body: { note?: string },
    options?: Options,
  ) {
    const call: Call = { method: 'POST', body };
    return this.#send<Plan>(`${planPath(id)}/approval-requests`, call, options);
  }

  async decidePlan(
    id: string,
    body: { decision: 'approve' | 'deny'; hash: string; reason?: string },
    options?: Options,
  ) {
    const call: Call = { method: 'POST', body };
    return this.#send<Plan>(`${planPath(id)}/decision`, call, options);
  }

  async checkRender(body: RenderCheck, options?: Options) {
    const call: Call = { method: 'POST', body };
    return this.#send<{ planId: string | undefined }>(
      '/render-checks',
      call,
      options,
    );
  }

  async listLedger(task: string, options?: Options) {
    const call: Call = { query: { task } };
    return (
      await this.#send<{ items: LedgerEntry[] }>('/ledger', call, options)
    ).items;
  }

  async recordEffect(body: LedgerRecord, options?: Options) {
    const call: Call = { method: 'POST', body };
    return this.#send<LedgerEntry>('/ledger', call, options);
  }

  async beginTask(
    body: { taskId: string; templateRef: string; subject: string },
    options?: Options,
  ) {
    const call: Call = { method: 'POST', body };
    return this.#send<UndoResult>('/ledger/tasks', call, options);
  }

  async undoTask(taskId: string, options?: Options) {
    const path = `/ledger/tasks/${encodeURIComponent(taskId)}/undo`;
    return this.#send<UndoResult>(path, { method: 'POST' }, options);
  }

  async takeLibrarySnapshot(options?: Options) {
    const path = '/library/snapshots';
    return this.#send<LibrarySnapshot>(path, { method: 'POST' }, options);
  }

  async #send<T>(path: string, call: Call, options: Options = {}): Promise<T> {
    const base = await this.#discoveryApi.getBaseUrl('golden-path');
    const url = `${base}/v1${path}${searchOf(call.query)}`;
    const response = await this.#fetchApi.fetch(url, {
      method: call.method ?? 'GET',
      headers: {
        ...(call.body && { 'content-type': 'application/json' }),
        ...(options.token && { authorization: `Bearer ${options.token}` }),
      },
      body: call.body && JSON.stringify(call.body),
      signal: options.signal,
    });
    if (!response.ok) {
      // The cause carries the words and the name that the server gave.
      throw (await ResponseError.fromResponse(response)).cause;
    }
    return (await response.json()) as T;
  }
}

function planPath(id: string): string {
  return `/plans/${encodeURIComponent(id)}`;
}

function searchOf(query: Call['query'] = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) {
      search.set(name, String(value));
    }
  }
  return search.size > 0 ? `?${search}` : '';
}
