import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  CommitRequest,
  CommitResult,
  CreatedRepository,
  CreateRepositoryRequest,
  describeOwnerProblem,
  describePerson,
  describeRepositoryNameProblem,
  Repository,
  RepositoryId,
} from '@notes/plugin-git-host-common';
import type {
  NewRepository,
  RepositoryQuery,
  RepositoryStore,
  StoredRepository,
} from '../database';
import { BareRepository, commitFiles, GitStorage } from '../git';
import { assertUntouched } from './assertUntouched';
import { commitToBranch } from './commitToBranch';
import { describeCaller } from './describeCaller';
import { assertUnwanted, findMadeWith } from './findMadeWith';
import { openIfThere } from './openIfThere';
import { RepositoryLinks } from './RepositoryLinks';
import type { Caller, RepositoryService } from './RepositoryService';

type CreateRequest = CreateRepositoryRequest & { idempotencyKey?: string };

/** Keeps the row in the database and the folder on disk in step. */
export class DefaultRepositoryService implements RepositoryService {
  readonly #store: RepositoryStore;
  readonly #storage: GitStorage;
  readonly #links: RepositoryLinks;

  constructor(options: {
    store: RepositoryStore;
    storage: GitStorage;
    links: RepositoryLinks;
  }) {
    this.#store = options.store;
    this.#storage = options.storage;
    this.#links = options.links;
  }

  async create(
    request: CreateRequest,
    { credentials }: Caller,
  ): Promise<CreatedRepository> {
    const createdBy = describeCaller(credentials);
    const problem =
      describeOwnerProblem(request.owner) ??
      describeRepositoryNameProblem(request.name);
    if (problem) {
      throw new InputError(problem);
    }
    const made = await this.#findMade(request, createdBy);
    if (made) {
      return this.#describeCreated(made, 'existing');
    }
    const old = await this.#findReplaceable(request, createdBy);
    try {
      const stored = await this.#place(request, createdBy, old);
      return this.#describeCreated(stored, old ? 'replaced' : 'created');
    } catch (error) {
      // A twin of this request may have been faster.
      const twin = await this.#findMade(request, createdBy);
      if (!twin) {
        throw error;
      }
      return this.#describeCreated(twin, 'existing');
    }
  }

  async list(query: RepositoryQuery, _caller: Caller) {
    const { items, total } = await this.#store.list(query);
    return { items: items.map(item => this.#links.describe(item)), total };
  }

  async get(id: RepositoryId, _caller: Caller): Promise<Repository> {
    return this.#links.describe(await this.#require(id));
  }

  async openForRead(id: RepositoryId, _caller: Caller) {
    await this.#require(id);
    return this.#storage.open(id);
  }

  async commit(
    id: RepositoryId,
    request: CommitRequest,
    { credentials }: Caller,
  ): Promise<CommitResult> {
    const stored = await this.#require(id);
    if (stored.archived) {
      throw new ConflictError(
        `Repository '${id.owner}/${id.name}' is archived, nothing in it changes`,
      );
    }
    const result = await commitToBranch(await this.#storage.open(id), {
      ...request,
      branch: request.branch ?? stored.defaultBranch,
      author: request.author ?? describePerson(describeCaller(credentials)),
    });
    if (result.outcome === 'committed') {
      await this.#store.touchPushed(stored.id);
    }
    return result;
  }

  async setArchived(id: RepositoryId, archived: boolean, _caller: Caller) {
    const stored = await this.#require(id);
    await this.#store.setArchived(stored.id, archived);
    return this.#links.describe({ ...stored, archived });
  }

  async remove(id: RepositoryId, caller: Caller, madeWith?: string) {
    const stored = await this.#require(id);
    if (madeWith !== undefined) {
      const made = { by: describeCaller(caller.credentials), with: madeWith };
      await findMadeWith(this.#store, id, made);
      await assertUnwanted(await openIfThere(this.#storage, id), stored);
    }
    let leftover: string | undefined;
    await this.#store.remove(stored.id, async () => {
      leftover = await this.#storage.setAside(id).catch(ignoreMissing);
    });
    if (leftover) {
      await this.#storage.discard(leftover);
    }
  }

  async #require(id: RepositoryId): Promise<StoredRepository> {
    const stored = await this.#store.find(id);
    if (!stored) {
      throw new NotFoundError(
        `Repository '${id.owner}/${id.name}' does not exist`,
      );
    }
    return stored;
  }

  /** The repository that an earlier try with the same key made. */
  async #findMade(request: CreateRequest, createdBy: string) {
    if (!request.idempotencyKey) {
      return undefined;
    }
    const made = await this.#store.findByKey(createdBy, request.idempotencyKey);
    if (made && (made.owner !== request.owner || made.name !== request.name)) {
      throw new ConflictError(
        `Idempotency key '${request.idempotencyKey}' has already made repository '${made.owner}/${made.name}'`,
      );
    }
    if (made && !(await openIfThere(this.#storage, made))) {
      await this.#store.remove(made.id, async () => {});
      return undefined;
    }
    return made;
  }

  async #findReplaceable(request: CreateRequest, createdBy: string) {
    if (!request.replaces?.length) {
      return undefined;
    }
    const old = await this.#store.find(request);
    if (
      old?.idempotencyKey === undefined ||
      old.createdBy !== createdBy ||
      !request.replaces.includes(old.idempotencyKey)
    ) {
      return undefined;
    }
    await assertUntouched(await this.#storage.open(request), old);
    return old;
  }

  async #place(
    request: CreateRequest,
    createdBy: string,
    old: StoredRepository | undefined,
  ): Promise<StoredRepository> {
    const defaultBranch = request.defaultBranch ?? 'main';
    const prepared = await this.#storage.prepare(defaultBranch);
    let setAside: string | undefined;
    const place = async () => {
      ({ setAside } = await this.#storage.publish(prepared, request));
    };
    try {
      const repository: NewRepository = {
        owner: request.owner,
        name: request.name,
        description: request.description ?? '',
        ownerRef: request.ownerRef,
        defaultBranch,
        createdBy,
        idempotencyKey: request.idempotencyKey,
        initialCommit: await commitInitial(prepared, request, defaultBranch),
      };
      const stored = old
        ? await this.#store.replace(old, repository, place)
        : await this.#store.insert(repository, place);
      if (old && setAside) {
        await this.#storage.discard(setAside);
      }
      return stored;
    } catch (error) {
      await this.#storage.discard(prepared.path);
      if (setAside) {
        await this.#storage.restore(setAside, request);
      }
      throw error;
    }
  }

  #describeCreated(
    stored: StoredRepository,
    outcome: CreatedRepository['outcome'],
  ): CreatedRepository {
    return {
      ...this.#links.describe(stored),
      outcome,
      commitSha: stored.initialCommit,
    };
  }
}

async function commitInitial(
  repository: BareRepository,
  request: CreateRequest,
  branch: string,
): Promise<string | undefined> {
  const { initialCommit } = request;
  if (!initialCommit) {
    return undefined;
  }
  return commitFiles(repository, {
    branch,
    message: initialCommit.message,
    author: initialCommit.author ?? { name: 'Notes portal', email: '' },
    files: initialCommit.files,
  });
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') {
    throw error;
  }
  return undefined;
}
