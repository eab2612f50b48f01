import type { PermissionsService } from '@backstage/backend-plugin-api';
import type { ResourcePermission } from '@backstage/plugin-permission-common';
import {
  OpenPullRequest,
  pullRequestCreatePermission,
  pullRequestMergePermission,
  PullRequestState,
  ReportPullRequestCheck,
  RepositoryId,
  repositoryReadPermission,
} from '@notes/plugin-git-host-common';
import { requirePermission } from '../permissions';
import type { PullRequestService } from './PullRequestService';
import type { Caller } from './RepositoryService';

/** Asks the permission policy before it lets a caller through. */
export class AuthorizedPullRequestService implements PullRequestService {
  readonly #inner: PullRequestService;
  readonly #permissions: PermissionsService;

  constructor(options: {
    inner: PullRequestService;
    permissions: PermissionsService;
  }) {
    this.#inner = options.inner;
    this.#permissions = options.permissions;
  }

  async open(id: RepositoryId, request: OpenPullRequest, caller: Caller) {
    await this.#require(pullRequestCreatePermission, id, caller);
    return this.#inner.open(id, request, caller);
  }

  async list(
    id: RepositoryId,
    filter: { state?: PullRequestState },
    caller: Caller,
  ) {
    await this.#require(repositoryReadPermission, id, caller);
    return this.#inner.list(id, filter, caller);
  }

  async get(id: RepositoryId, number: number, caller: Caller) {
    await this.#require(repositoryReadPermission, id, caller);
    return this.#inner.get(id, number, caller);
  }

  async reportCheck(
    id: RepositoryId,
    number: number,
    check: ReportPullRequestCheck,
    caller: Caller,
  ) {
    await this.#require(pullRequestCreatePermission, id, caller);
    return this.#inner.reportCheck(id, number, check, caller);
  }

  async merge(id: RepositoryId, number: number, caller: Caller) {
    await this.#require(pullRequestMergePermission, id, caller);
    return this.#inner.merge(id, number, caller);
  }

  async close(id: RepositoryId, number: number, caller: Caller) {
    await this.#require(pullRequestCreatePermission, id, caller);
    return this.#inner.close(id, number, caller);
  }

  async withdraw(id: RepositoryId, key: string, caller: Caller) {
    await this.#require(pullRequestCreatePermission, id, caller);
    return this.#inner.withdraw(id, key, caller);
  }

  #require(permission: ResourcePermission, id: RepositoryId, caller: Caller) {
    return requirePermission(this.#permissions, {
      ...{ permission, id, credentials: caller.credentials },
    });
  }
}
