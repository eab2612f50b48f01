import { InputError, NotFoundError } from '@backstage/errors';
import { describeRefProblem } from '@notes/plugin-git-host-common';
import type { BareRepository } from './BareRepository';

const FULL_SHA = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

export interface ResolvedRef {
  /** The name that was asked for; the default branch when none was. */
  ref: string;
  commitSha: string;
}

/** Finds the commit of a branch, a tag or a full commit id, in this order. */
export async function resolveRef(
  repository: BareRepository,
  wanted?: string,
): Promise<ResolvedRef> {
  const ref =
    wanted === undefined || wanted === 'HEAD'
      ? await readDefaultBranch(repository)
      : wanted;
  const problem = describeRefProblem(ref);
  if (problem) {
    throw new InputError(problem);
  }
  const commitSha = await findCommit(repository, ref);
  if (commitSha === undefined) {
    throw new NotFoundError(`Branch, tag or commit '${ref}' does not exist`);
  }
  return { ref, commitSha };
}

/** The same, with nothing in place of an error when there is no such ref. */
export async function findCommit(
  repository: BareRepository,
  ref: string,
): Promise<string | undefined> {
  const names = [`refs/heads/${ref}`, `refs/tags/${ref}`];
  if (FULL_SHA.test(ref)) {
    names.push(ref);
  }
  for (const name of names) {
    const { stdout, code } = await repository.run(
      ['rev-parse', '--verify', '--quiet', `${name}^{commit}`],
      { okCodes: [0, 1, 128] },
    );
    if (code === 0) {
      return stdout.toString().trim();
    }
  }
  return undefined;
}

export function readDefaultBranch(repository: BareRepository): Promise<string> {
  return repository.text(['symbolic-ref', '--short', 'HEAD']);
}
