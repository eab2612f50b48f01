import type { NewRepository, StoredRepository } from './RepositoryStore';

export interface RepositoryRow {
  id: string;
  owner: string;
  name: string;
  description: string;
  owner_ref: string | null;
  default_branch: string;
  archived: boolean;
  created_by: string;
  created_at: Date;
  pushed_at: Date | null;
  idempotency_key: string | null;
  initial_commit: string | null;
}

export function toRepository(row: RepositoryRow): StoredRepository {
  return {
    id: row.id,
    owner: row.owner,
    name: row.name,
    description: row.description,
    ownerRef: row.owner_ref ?? undefined,
    defaultBranch: row.default_branch,
    archived: row.archived,
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    pushedAt: row.pushed_at?.toISOString(),
    idempotencyKey: row.idempotency_key ?? undefined,
    initialCommit: row.initial_commit ?? undefined,
  };
}

export function toRepositoryRow(repository: NewRepository) {
  return {
    owner: repository.owner,
    name: repository.name,
    description: repository.description,
    owner_ref: repository.ownerRef ?? null,
    default_branch: repository.defaultBranch,
    created_by: repository.createdBy,
    idempotency_key: repository.idempotencyKey ?? null,
    initial_commit: repository.initialCommit ?? null,
    pushed_at: repository.initialCommit ? new Date() : null,
  };
}
