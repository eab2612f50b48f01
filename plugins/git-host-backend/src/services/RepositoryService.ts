import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  CommitRequest,
  CommitResult,
  CreatedRepository,
  CreateRepositoryRequest,
  Repository,
  RepositoryId,
  RepositoryList,
} from '@notes/plugin-git-host-common';
import type { RepositoryQuery } from '../database';
import type { BareRepository } from '../git';

/** Who asks. */
export interface Caller {
  credentials: BackstageCredentials;
}

export type ListQuery = Omit<RepositoryQuery, 'filter'>;

/** Makes, finds, archives and removes repositories. */
export interface RepositoryService {
  create(
    request: CreateRepositoryRequest & { idempotencyKey?: string },
    caller: Caller,
  ): Promise<CreatedRepository>;
  list(query: ListQuery, caller: Caller): Promise<RepositoryList>;
  get(id: RepositoryId, caller: Caller): Promise<Repository>;
  /** Opens the git data for reading. */
  openForRead(id: RepositoryId, caller: Caller): Promise<BareRepository>;
  /** Commits files to a branch; content that is there already makes no commit. */
  commit(
    id: RepositoryId,
    request: CommitRequest,
    caller: Caller,
  ): Promise<CommitResult>;
  setArchived(
    id: RepositoryId,
    archived: boolean,
    caller: Caller,
  ): Promise<Repository>;
  /**
   * Deletes a repository. With a key only what the caller made with that key, and only while nobody
   * has changed it, so that taking back a failed task removes nothing of anybody else.
   */
  remove(id: RepositoryId, caller: Caller, madeWith?: string): Promise<void>;
}
