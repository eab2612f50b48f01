import { ConflictError } from '@backstage/errors';
import type { CommitAuthor } from '@notes/plugin-git-host-common';
import type { BareRepository } from './BareRepository';
import { GitError } from './runGit';

export interface MergeRange {
  /** The commit of the target branch. */
  base: string;
  /** The commit of the source branch. */
  head: string;
}

/** Where two commits parted; nothing when they share no history. */
export async function findMergeBase(
  repository: BareRepository,
  { base, head }: MergeRange,
): Promise<string | undefined> {
  const { stdout, code } = await repository.run(['merge-base', base, head], {
    okCodes: [0, 1],
  });
  return code === 0 ? stdout.toString().trim() : undefined;
}

/** The files that both sides changed in different ways. */
export async function findConflicts(
  repository: BareRepository,
  range: MergeRange,
): Promise<string[]> {
  return (await mergeTrees(repository, range)).conflicts;
}

/**
 * Merges `head` into a branch that is at `base`: by moving the branch when that
 * is enough, by a merge commit otherwise. No working tree is needed.
 *
 * @returns the commit that the branch is at now
 * @throws ConflictError with the files that both sides changed
 */
export async function mergeIntoBranch(
  repository: BareRepository,
  request: MergeRange & {
    branch: string;
    message: string;
    author: CommitAuthor;
  },
): Promise<string> {
  const { base, head, branch } = request;
  const ancestor = await findMergeBase(repository, request);
  if (ancestor === head) {
    return base;
  }
  const commit =
    ancestor === base ? head : await createMergeCommit(repository, request);
  await moveBranch(repository, { branch, from: base, to: commit });
  return commit;
}

/** Moves a branch, unless somebody else was faster. */
export async function moveBranch(
  repository: BareRepository,
  move: { branch: string; from: string; to: string },
): Promise<void> {
  const ref = `refs/heads/${move.branch}`;
  try {
    await repository.run(['update-ref', ref, move.to, move.from]);
  } catch (error) {
    if (error instanceof GitError) {
      throw new ConflictError(
        `Branch '${move.branch}' has changed in the meantime, look at it again and repeat`,
        error,
      );
    }
    throw error;
  }
}

async function createMergeCommit(
  repository: BareRepository,
  request: MergeRange & { message: string; author: CommitAuthor },
): Promise<string> {
  const { tree, conflicts } = await mergeTrees(repository, request);
  if (conflicts.length > 0) {
    throw new ConflictError(
      `Both branches changed these files in different ways: ${conflicts.join(
        ', ',
      )}. Merge the target branch into the source branch, solve them there and push`,
    );
  }
  const { name, email } = request.author;
  return repository.text(
    ['commit-tree', tree, '-p', request.base, '-p', request.head, '-F', '-'],
    {
      input: request.message,
      env: {
        GIT_AUTHOR_NAME: name,
        GIT_AUTHOR_EMAIL: email,
        GIT_COMMITTER_NAME: name,
        GIT_COMMITTER_EMAIL: email,
      },
    },
  );
}

async function mergeTrees(
  repository: BareRepository,
  { base, head }: MergeRange,
): Promise<{ tree: string; conflicts: string[] }> {
  const { stdout } = await repository.run(
    [
      'merge-tree',
      ...['--write-tree', '--name-only', '--no-messages', '-z'],
      ...['--allow-unrelated-histories', base, head],
    ],
    { okCodes: [0, 1] },
  );
  const [tree, ...conflicts] = stdout.toString().split('\0').filter(Boolean);
  return { tree, conflicts };
}
