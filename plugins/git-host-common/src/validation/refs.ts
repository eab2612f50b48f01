import { quote } from './names';

// The rules of `git check-ref-format`, stricter in that a first '-' and control characters fail here.
const FORBIDDEN = /[\p{Cc}\s~^:?*[\\]|\.\.|@\{|\/\/|\/\.|\.lock(?:\/|$)/u;

/**
 * Says what is wrong with the name of a branch, or nothing.
 *
 * @public
 */
export function describeBranchProblem(branch: unknown): string | undefined {
  if (typeof branch !== 'string' || branch.length === 0) {
    return `branch ${quote(branch)} is not accepted: give its name`;
  }
  const bad =
    branch.length > 200 ||
    FORBIDDEN.test(branch) ||
    /^[-./]|[./]$/.test(branch) ||
    branch === '@' ||
    branch === 'HEAD' ||
    branch.startsWith('refs/');
  return bad
    ? `branch ${quote(
        branch,
      )} is not accepted: use up to 200 letters, digits, '-', '_', '.' and '/', not starting with '-', '.' or '/', without '..', spaces or '.lock' at the end`
    : undefined;
}

/**
 * Says what is wrong with a branch, tag or full commit id to read from, or nothing.
 *
 * @public
 */
export function describeRefProblem(ref: unknown): string | undefined {
  return ref === 'HEAD'
    ? undefined
    : describeBranchProblem(ref)?.replace(/^branch/, 'ref');
}
