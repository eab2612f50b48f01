import { ConflictError, InputError } from '@backstage/errors';
import {
  CommitAuthor,
  describeBranchProblem,
  OpenPullRequest,
} from '@notes/plugin-git-host-common';
import { BareRepository, commitFiles, findCommit, resolveRef } from '../git';

/**
 * Sees to it that the source branch is there, makes it when files are given,
 * and keeps its commit under `refs/pull/<number>/head`.
 *
 * @returns the commit of the source branch
 */
export async function prepareSourceBranch(
  repository: BareRepository,
  request: OpenPullRequest & {
    targetBranch: string;
    author: CommitAuthor;
    number: number;
  },
): Promise<string> {
  const { sourceBranch, targetBranch, commit, author } = request;
  const problem =
    describeBranchProblem(sourceBranch) ?? describeBranchProblem(targetBranch);
  if (problem) {
    throw new InputError(problem);
  }
  if (sourceBranch === targetBranch) {
    throw new InputError(
      `sourceBranch and targetBranch are both '${targetBranch}', give two branches`,
    );
  }
  const target = await resolveRef(repository, targetBranch);
  if (commit && (await findCommit(repository, sourceBranch))) {
    throw new ConflictError(
      `sourceBranch '${sourceBranch}' already exists, choose another name or leave out the commit`,
    );
  }
  const head = commit
    ? await commitFiles(repository, {
        ...{ branch: sourceBranch, parent: target.commitSha, author },
        ...{ message: commit.message, files: commit.files },
      })
    : (await resolveRef(repository, sourceBranch)).commitSha;
  if (head === target.commitSha) {
    throw new InputError(
      `sourceBranch '${sourceBranch}' has no commit that '${targetBranch}' has not`,
    );
  }
  await repository.run([
    'update-ref',
    `refs/pull/${request.number}/head`,
    head,
  ]);
  return head;
}
