import { ConflictError } from '@backstage/errors';
import type { StoredPullRequest } from '../database';
import { type BareRepository, findCommit } from '../git';

/** @throws ConflictError when somebody has merged a pull request or pushed to its branch */
export async function assertWithdrawable(
  repository: BareRepository,
  pull: StoredPullRequest,
): Promise<void> {
  if (pull.state === 'merged') {
    throw new ConflictError(
      `Pull request #${pull.number} has been merged, so it is kept`,
    );
  }
  const head = await findCommit(repository, pull.sourceBranch);
  if (head !== undefined && head !== pull.headSha) {
    throw new ConflictError(
      `Branch '${pull.sourceBranch}' of pull request #${pull.number} has been changed since it was made, so it is kept`,
    );
  }
}

/** Deletes the branch of a pull request, unless it has moved in the meantime. */
export async function deleteSourceBranch(
  repository: BareRepository,
  pull: StoredPullRequest,
): Promise<void> {
  if (await findCommit(repository, pull.sourceBranch)) {
    const ref = `refs/heads/${pull.sourceBranch}`;
    await repository.run(['update-ref', '-d', ref, pull.headSha]);
  }
}
