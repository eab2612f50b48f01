import { InputError, NotFoundError } from '@backstage/errors';
import {
  Commit,
  CommitDetail,
  CommitPage,
  describePathProblem,
} from '@notes/plugin-git-host-common';
import type { BareRepository } from './BareRepository';
import { readDiff } from './readDiff';
import { findCommit, resolveRef } from './resolveRef';

// Git writes no zero byte into any of these fields.
const FIELDS = ['%H', '%P', '%an', '%ae', '%cI', '%s', '%b'];
const FORMAT = FIELDS.join('%x00');
const LOG = ['log', '-z', '--no-color', '--no-show-signature'];
const FULL_SHA = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

/** One page of the history of a ref, or of one path in it. */
export async function listCommits(
  repository: BareRepository,
  at: { ref?: string; path?: string; after?: string; limit: number },
): Promise<CommitPage> {
  // The cursor pins the commit, so that pages stay stable while others push.
  const [pinned, skipped] = at.after?.split(':') ?? [undefined, '0'];
  const { commitSha } = await resolveRef(repository, pinned ?? at.ref);
  const problem = at.path ? describePathProblem(at.path) : undefined;
  if (problem) {
    throw new InputError(problem);
  }
  const commits = await readLog(repository, [
    `--skip=${Number(skipped)}`,
    `--max-count=${at.limit + 1}`,
    ...[commitSha, '--', ...(at.path ? [at.path] : [])],
  ]);
  const hasMore = commits.length > at.limit;
  return {
    items: commits.slice(0, at.limit),
    nextCursor: hasMore
      ? `${commitSha}:${Number(skipped) + at.limit}`
      : undefined,
  };
}

/** The commits that `head` has and `base` has not. */
export function listCommitsBetween(
  repository: BareRepository,
  range: { base: string; head: string },
): Promise<Commit[]> {
  return readLog(repository, [
    '--max-count=250',
    ...[range.head, `^${range.base}`, '--'],
  ]);
}

/** One commit with what it changed against its first parent. */
export async function readCommit(
  repository: BareRepository,
  sha: string,
): Promise<CommitDetail> {
  if (!FULL_SHA.test(sha)) {
    throw new InputError(
      `commit ${JSON.stringify(
        sha.slice(0, 80),
      )} is not accepted: give its full id of 40 hexadecimal digits`,
    );
  }
  if (!(await findCommit(repository, sha))) {
    throw new NotFoundError(`Commit '${sha}' does not exist`);
  }
  const [commit] = await readLog(repository, ['--max-count=1', sha, '--']);
  const base = commit.parents.at(0);
  return { ...commit, diff: await readDiff(repository, { base, head: sha }) };
}

async function readLog(
  repository: BareRepository,
  args: string[],
): Promise<Commit[]> {
  const output = await repository.text([...LOG, `--format=${FORMAT}`, ...args]);
  const values = output.split('\0');
  const commits: Commit[] = [];
  for (let at = 0; at + FIELDS.length <= values.length; at += FIELDS.length) {
    commits.push(toCommit(values.slice(at, at + FIELDS.length)));
  }
  return commits;
}

function toCommit(values: string[]): Commit {
  const [sha, parents, name, email, committedAt, subject, body] = values;
  return {
    sha,
    parents: parents.split(' ').filter(Boolean),
    author: { name, email },
    committedAt,
    subject,
    body: body.trim(),
  };
}
