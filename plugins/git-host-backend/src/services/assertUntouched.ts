import { ConflictError } from '@backstage/errors';
import type { StoredRepository } from '../database';
import type { BareRepository } from '../git';

/**
 * Refuses when anybody has changed a repository since it was made, so that
 * replacing it can lose no work.
 */
export async function assertUntouched(
  repository: BareRepository,
  stored: StoredRepository,
): Promise<void> {
  if (!(await isUntouched(repository, stored))) {
    throw new ConflictError(
      `repoName '${stored.name}' is taken: repository '${stored.owner}/${stored.name}' has been changed since it was made, choose another name`,
    );
  }
}

/** True while a repository holds its first commit and nothing else, pull requests included. */
export async function isUntouched(
  repository: BareRepository,
  stored: StoredRepository,
): Promise<boolean> {
  const refs = await repository.text([
    'for-each-ref',
    '--format=%(refname) %(objectname)',
  ]);
  const untouched = stored.initialCommit
    ? `refs/heads/${stored.defaultBranch} ${stored.initialCommit}`
    : '';
  return refs === untouched;
}
