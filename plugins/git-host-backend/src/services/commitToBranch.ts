import { ConflictError } from '@backstage/errors';
import type {
  CommitAuthor,
  CommitRequest,
  CommitResult,
} from '@notes/plugin-git-host-common';
import {
  BareRepository,
  changesNothing,
  commitFiles,
  resolveRef,
} from '../git';

/**
 * Commits files on top of a branch, once: content that is there already makes
 * no commit, and a branch that has moved since `parentSha` is left alone.
 */
export async function commitToBranch(
  repository: BareRepository,
  request: CommitRequest & { branch: string; author: CommitAuthor },
): Promise<CommitResult> {
  const { branch, parentSha, message, author, files } = request;
  const head = await resolveRef(repository, branch);
  if (parentSha !== undefined && parentSha !== head.commitSha) {
    throw new ConflictError(
      `Branch '${branch}' has changed in the meantime: it is at '${head.commitSha}' and not at parentSha '${parentSha}', read it again and repeat the commit`,
    );
  }
  if (await changesNothing(repository, head.commitSha, files)) {
    return { branch, commitSha: head.commitSha, outcome: 'unchanged' };
  }
  const parent = head.commitSha;
  const change = { branch, parent, message, author, files };
  const commitSha = await commitFiles(repository, change);
  return { branch, commitSha, outcome: 'committed' };
}
