import type {
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import { createConditionTransformer } from '@backstage/plugin-permission-node';
import {
  CommitRequest,
  CreateRepositoryRequest,
  repositoryArchivePermission,
  repositoryCreatePermission,
  repositoryDeletePermission,
  RepositoryId,
  RepositoryList,
  repositoryPushPermission,
  repositoryReadPermission,
} from '@notes/plugin-git-host-common';
import type { RepositoryQuery } from '../database';
import { repositoryResourceRef, requirePermission } from '../permissions';
import type { Caller, ListQuery, RepositoryService } from './RepositoryService';

interface FilteredRepositoryService extends RepositoryService {
  list(query: RepositoryQuery, caller: Caller): Promise<RepositoryList>;
}

/** Asks the permission policy before it lets a caller through. */
export class AuthorizedRepositoryService implements RepositoryService {
  readonly #inner: FilteredRepositoryService;
  readonly #permissions: PermissionsService;
  readonly #registry: PermissionsRegistryService;

  constructor(options: {
    inner: FilteredRepositoryService;
    permissions: PermissionsService;
    registry: PermissionsRegistryService;
  }) {
    this.#inner = options.inner;
    this.#permissions = options.permissions;
    this.#registry = options.registry;
  }

  async create(
    request: CreateRepositoryRequest & { idempotencyKey?: string },
    caller: Caller,
  ) {
    await requirePermission(this.#permissions, {
      permission: repositoryCreatePermission,
      credentials: caller.credentials,
    });
    return this.#inner.create(request, caller);
  }

  async list(query: ListQuery, caller: Caller): Promise<RepositoryList> {
    const [decision] = await this.#permissions.authorizeConditional(
      [{ permission: repositoryReadPermission }],
      caller,
    );
    if (decision.result === AuthorizeResult.DENY) {
      return { items: [], total: 0 };
    }
    if (decision.result !== AuthorizeResult.CONDITIONAL) {
      return this.#inner.list(query, caller);
    }
    const toFilter = createConditionTransformer(
      this.#registry.getPermissionRuleset(repositoryResourceRef),
    );
    const filter = toFilter(decision.conditions);
    return this.#inner.list({ ...query, filter }, caller);
  }

  async get(id: RepositoryId, caller: Caller) {
    await this.#require(repositoryReadPermission, id, caller);
    return this.#inner.get(id, caller);
  }

  async openForRead(id: RepositoryId, caller: Caller) {
    await this.#require(repositoryReadPermission, id, caller);
    return this.#inner.openForRead(id, caller);
  }

  async commit(id: RepositoryId, request: CommitRequest, caller: Caller) {
    await this.#require(repositoryPushPermission, id, caller);
    return this.#inner.commit(id, request, caller);
  }

  async setArchived(id: RepositoryId, archived: boolean, caller: Caller) {
    await this.#require(repositoryArchivePermission, id, caller);
    return this.#inner.setArchived(id, archived, caller);
  }

  async remove(id: RepositoryId, caller: Caller, madeWith?: string) {
    await this.#require(repositoryDeletePermission, id, caller);
    return this.#inner.remove(id, caller, madeWith);
  }

  #require(permission: ResourcePermission, id: RepositoryId, caller: Caller) {
    const { credentials } = caller;
    return requirePermission(this.#permissions, {
      permission,
      id,
      credentials,
    });
  }
}
