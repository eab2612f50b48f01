import { ConflictError, NotFoundError } from '@backstage/errors';
import type { RepositoryId } from '@notes/plugin-git-host-common';
import type { RepositoryStore, StoredRepository } from '../database';
import type { BareRepository } from '../git';
import { isUntouched } from './assertUntouched';

/**
 * The repository, when the caller made it with this idempotency key.
 *
 * @throws NotFoundError when it is gone, or when somebody else or another task made it
 */
export async function findMadeWith(
  store: RepositoryStore,
  id: RepositoryId,
  made: { by: string; with: string },
): Promise<StoredRepository> {
  const stored = await store.findByKey(made.by, made.with);
  if (stored?.owner !== id.owner || stored.name !== id.name) {
    throw new NotFoundError(
      `There is no repository '${id.owner}/${id.name}' that was made with this key`,
    );
  }
  return stored;
}

/** @throws ConflictError when somebody has archived it or written to it, and so wants to keep it */
export async function assertUnwanted(
  repository: BareRepository | undefined,
  stored: StoredRepository,
): Promise<void> {
  const name = `${stored.owner}/${stored.name}`;
  if (stored.archived) {
    throw new ConflictError(
      `Repository '${name}' has been archived, so it is kept`,
    );
  }
  if (repository && !(await isUntouched(repository, stored))) {
    throw new ConflictError(
      `Repository '${name}' has been changed since it was made, so it is kept`,
    );
  }
}
