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
  const refs = await repository.text([
    'for-each-ref',
    '--format=%(refname) %(objectname)',
  ]);
  const untouched = stored.initialCommit
    ? `refs/heads/${stored.defaultBranch} ${stored.initialCommit}`
    : '';
  if (refs !== untouched) {
    throw new ConflictError(
      `repoName '${stored.name}' is taken: repository '${stored.owner}/${stored.name}' has been changed since it was made, choose another name`,
    );
  }
}
