import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import type { RepositoryId } from '@notes/plugin-git-host-common';
import type { RepositoryFilter } from '../permissions';

/** A repository as the database knows it. */
export interface StoredRepository extends RepositoryId {
  id: string;
  description: string;
  ownerRef: string | undefined;
  defaultBranch: string;
  archived: boolean;
  createdBy: string;
  createdAt: string;
  pushedAt: string | undefined;
  idempotencyKey: string | undefined;
  initialCommit: string | undefined;
}

export type NewRepository = Omit<
  StoredRepository,
  'id' | 'archived' | 'createdAt' | 'pushedAt'
>;

export interface RepositoryQuery {
  text?: string;
  owner?: string;
  includeArchived?: boolean;
  limit: number;
  offset: number;
  /** What the policy lets the caller see; everything when left out. */
  filter?: PermissionCriteria<RepositoryFilter>;
}

export interface RepositoryStore {
  /**
   * Stores a repository and calls `place` in the same transaction, so that the
   * row and the folder appear together.
   *
   * @throws ConflictError when owner and name are taken
   */
  insert(
    repository: NewRepository,
    place: () => Promise<void>,
  ): Promise<StoredRepository>;
  /** Exchanges a repository for a new one of the same name in one transaction. */
  replace(
    old: StoredRepository,
    repository: NewRepository,
    place: () => Promise<void>,
  ): Promise<StoredRepository>;
  find(id: RepositoryId): Promise<StoredRepository | undefined>;
  findByKey(
    createdBy: string,
    idempotencyKey: string,
  ): Promise<StoredRepository | undefined>;
  list(
    query: RepositoryQuery,
  ): Promise<{ items: StoredRepository[]; total: number }>;
  setArchived(id: string, archived: boolean): Promise<void>;
  touchPushed(id: string): Promise<void>;
  /** Removes the row and calls `clear` in the same transaction. */
  remove(id: string, clear: () => Promise<void>): Promise<void>;
}
