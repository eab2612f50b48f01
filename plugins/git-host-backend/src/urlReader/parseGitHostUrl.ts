import { InputError } from '@backstage/errors';
import {
  describeOwnerProblem,
  describeRepositoryNameProblem,
  RepositoryId,
} from '@notes/plugin-git-host-common';

export interface GitHostUrl {
  id: RepositoryId;
  /** The branch and the path, still joined: a branch may contain slashes. */
  refAndPath: string[];
}

/**
 * Takes an address of the git host apart:
 * `<base>/<owner>/<repo>`, `…/blob/<branch>/<path>` or `…/tree/<branch>/<path>`.
 */
export function parseGitHostUrl(baseUrl: string, url: string): GitHostUrl {
  const prefix = `${new URL(baseUrl).pathname}/`;
  const segments = new URL(url).pathname
    .slice(prefix.length)
    .split('/')
    .filter(Boolean)
    .map(decode);
  const [owner, repo = '', view, ...refAndPath] = segments;
  const id = { owner, name: repo.replace(/\.git$/, '') };
  const problem =
    describeOwnerProblem(id.owner) ?? describeRepositoryNameProblem(id.name);
  if (problem) {
    throw new InputError(`'${url}' cannot be read: ${problem}`);
  }
  if (view !== undefined && view !== 'blob' && view !== 'tree') {
    throw new InputError(
      `'${url}' cannot be read: expected '/blob/<branch>/<path>' or '/tree/<branch>/<path>' after the repository`,
    );
  }
  return { id, refAndPath };
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new InputError(`'${segment}' is not a valid part of an address`);
  }
}
