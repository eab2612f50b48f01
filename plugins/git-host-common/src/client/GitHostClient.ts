import { ResponseError } from '@backstage/errors';
import type {
  AccessToken,
  Branch,
  CommitDetail,
  CommitPage,
  CommitRequest,
  CommitResult,
  CreatedAccessToken,
  CreatedRepository,
  FileBatch,
  FileContent,
  OpenPullRequest,
  PullRequest,
  PullRequestDetail,
  PullRequestState,
  ReportPullRequestCheck,
  Repository,
  Tree,
} from '../types';
import type {
  CreateRepositoryRequest,
  GitHostApi,
  GitHostRequestOptions,
  ListRepositoriesRequest,
  RepositoryId,
  RepositoryList,
} from './GitHostApi';

type Query = Record<string, string | number | boolean | string[] | undefined>;
type Options = GitHostRequestOptions;
type KeyedOptions = Options & { idempotencyKey: string };

interface Call {
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  query?: Query;
  body?: unknown;
}

/**
 * Talks to the git host over HTTP; works in the browser and in the backend.
 *
 * @public
 */
export class GitHostClient implements GitHostApi {
  readonly #discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  readonly #fetchApi: { fetch: typeof fetch };

  constructor(options: {
    discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
    fetchApi?: { fetch: typeof fetch };
  }) {
    this.#discoveryApi = options.discoveryApi;
    this.#fetchApi = options.fetchApi ?? { fetch };
  }

  async createRepository(body: CreateRepositoryRequest, options?: Options) {
    const call: Call = { method: 'POST', body };
    return this.#json<CreatedRepository>('/repositories', call, options);
  }

  async listRepositories(query?: ListRepositoriesRequest, options?: Options) {
    const call: Call = { query: { ...query } };
    return this.#json<RepositoryList>('/repositories', call, options);
  }

  async getRepository(id: RepositoryId, options?: Options) {
    return this.#json<Repository>(pathOf(id), {}, options);
  }

  async setArchived(id: RepositoryId, archived: boolean, options?: Options) {
    const call: Call = { method: 'PATCH', body: { archived } };
    return this.#json<Repository>(pathOf(id), call, options);
  }

  async deleteRepository(id: RepositoryId, options?: Options) {
    await this.#send(pathOf(id), { method: 'DELETE' }, options);
  }

  async listBranches(id: RepositoryId, options?: Options) {
    const path = `${pathOf(id)}/branches`;
    return (await this.#json<{ items: Branch[] }>(path, {}, options)).items;
  }

  async getTree(
    id: RepositoryId,
    query: { ref?: string; path?: string },
    options?: Options,
  ) {
    return this.#json<Tree>(`${pathOf(id)}/tree`, { query }, options);
  }

  async getFile(
    id: RepositoryId,
    query: { ref?: string; path: string },
    options?: Options,
  ) {
    return this.#json<FileContent>(`${pathOf(id)}/file`, { query }, options);
  }

  async getFiles(
    id: RepositoryId,
    at: { ref?: string; paths: string[] },
    options?: Options,
  ) {
    const call: Call = { query: { ref: at.ref, path: at.paths } };
    return this.#json<FileBatch>(`${pathOf(id)}/files`, call, options);
  }

  async getReadme(
    id: RepositoryId,
    query: { ref?: string } = {},
    options?: Options,
  ) {
    const path = `${pathOf(id)}/readme`;
    const response = await this.#send(path, { query }, options);
    return response.status === 204
      ? undefined
      : ((await response.json()) as FileContent);
  }

  async listCommits(
    id: RepositoryId,
    query: { ref?: string; path?: string; after?: string; limit?: number } = {},
    options?: Options,
  ) {
    return this.#json<CommitPage>(`${pathOf(id)}/commits`, { query }, options);
  }

  async getCommit(id: RepositoryId, sha: string, options?: Options) {
    const path = `${pathOf(id)}/commits/${encodeURIComponent(sha)}`;
    return this.#json<CommitDetail>(path, {}, options);
  }

  async commit(id: RepositoryId, body: CommitRequest, options?: Options) {
    const path = `${pathOf(id)}/commits`;
    return this.#json<CommitResult>(path, { method: 'POST', body }, options);
  }

  async listPullRequests(
    id: RepositoryId,
    query: { state?: PullRequestState } = {},
    options?: Options,
  ) {
    const path = `${pathOf(id)}/pull-requests`;
    const call: Call = { query };
    return (await this.#json<{ items: PullRequest[] }>(path, call, options))
      .items;
  }

  async getPullRequest(id: RepositoryId, number: number, options?: Options) {
    const path = pullRequestPath(id, number);
    return this.#json<PullRequestDetail>(path, {}, options);
  }

  async openPullRequest(
    id: RepositoryId,
    body: OpenPullRequest,
    options?: Options,
  ) {
    const path = `${pathOf(id)}/pull-requests`;
    return this.#json<PullRequest>(path, { method: 'POST', body }, options);
  }

  async reportCheck(
    id: RepositoryId,
    number: number,
    body: ReportPullRequestCheck,
    options?: Options,
  ) {
    const path = `${pullRequestPath(id, number)}/checks`;
    const call: Call = { method: 'POST', body };
    return this.#json<PullRequestDetail>(path, call, options);
  }

  async mergePullRequest(id: RepositoryId, number: number, options?: Options) {
    const path = `${pullRequestPath(id, number)}/merge`;
    return this.#json<PullRequest>(path, { method: 'POST' }, options);
  }

  async closePullRequest(id: RepositoryId, number: number, options?: Options) {
    const path = `${pullRequestPath(id, number)}/close`;
    return this.#json<PullRequest>(path, { method: 'POST' }, options);
  }

  async withdrawPullRequest(id: RepositoryId, options: KeyedOptions) {
    const path = `${pathOf(id)}/pull-requests/withdraw`;
    return this.#json<PullRequest>(path, { method: 'POST' }, options);
  }

  async listAccessTokens(options?: Options) {
    const path = '/access-tokens';
    return (await this.#json<{ items: AccessToken[] }>(path, {}, options))
      .items;
  }

  async createAccessToken(
    body: { name: string; expiresInDays?: number },
    options?: Options,
  ) {
    const call: Call = { method: 'POST', body };
    return this.#json<CreatedAccessToken>('/access-tokens', call, options);
  }

  async revokeAccessToken(id: string, options?: Options) {
    const path = `/access-tokens/${encodeURIComponent(id)}`;
    await this.#send(path, { method: 'DELETE' }, options);
  }

  async #json<T>(path: string, call: Call, options?: Options): Promise<T> {
    const response = await this.#send(path, call, options);
    return (await response.json()) as T;
  }

  async #send(path: string, call: Call, options: Options = {}) {
    const base = await this.#discoveryApi.getBaseUrl('git-host');
    const url = `${base}/v1${path}${searchOf(call.query)}`;
    const response = await this.#fetchApi.fetch(url, {
      method: call.method ?? 'GET',
      headers: headersOf(call, options),
      body: call.body === undefined ? undefined : JSON.stringify(call.body),
      signal: options.signal,
    });
    if (!response.ok) {
      // The cause carries the words and the name that the server gave.
      throw (await ResponseError.fromResponse(response)).cause;
    }
    return response;
  }
}

function pathOf(id: RepositoryId): string {
  const owner = encodeURIComponent(id.owner);
  return `/repositories/${owner}/${encodeURIComponent(id.name)}`;
}

function pullRequestPath(id: RepositoryId, number: number): string {
  return `${pathOf(id)}/pull-requests/${encodeURIComponent(number)}`;
}

function searchOf(query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, values] of Object.entries(query)) {
    for (const value of [values].flat()) {
      if (value !== undefined && value !== '') {
        search.append(name, String(value));
      }
    }
  }
  return search.size > 0 ? `?${search}` : '';
}

function headersOf(call: Call, options: Options): Record<string, string> {
  return {
    ...(call.body !== undefined && { 'content-type': 'application/json' }),
    ...(options.token && { authorization: `Bearer ${options.token}` }),
    ...(options.idempotencyKey && {
      'idempotency-key': options.idempotencyKey,
    }),
  };
}
