const OWNER = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const REPOSITORY = /^[a-z0-9](?:[a-z0-9._-]{0,98}[a-z0-9])?$/;

/**
 * Says what is wrong with the namespace of a repository, or nothing.
 *
 * Lower case only, so that two names never share a folder on a file system
 * that ignores case.
 *
 * @public
 */
export function describeOwnerProblem(owner: unknown): string | undefined {
  return typeof owner === 'string' && OWNER.test(owner)
    ? undefined
    : `repoOwner ${quote(
        owner,
      )} is not accepted: use 1 to 63 lower-case letters, digits and '-', starting and ending with a letter or digit`;
}

/**
 * Says what is wrong with the name of a repository, or nothing.
 *
 * @public
 */
export function describeRepositoryNameProblem(
  name: unknown,
): string | undefined {
  const form = `repoName ${quote(name)} is not accepted`;
  if (typeof name !== 'string' || !REPOSITORY.test(name)) {
    return `${form}: use 1 to 100 lower-case letters, digits, '-', '_' and '.', starting and ending with a letter or digit`;
  }
  if (name.includes('..')) {
    return `${form}: two dots in a row are not allowed`;
  }
  // Git and its servers give these endings a meaning of their own.
  if (name.endsWith('.git') || name.endsWith('.lock')) {
    return `${form}: it must not end in '.git' or '.lock'`;
  }
  return undefined;
}

/** Shows a value from outside in a message, bounded and on one line. */
export function quote(value: unknown): string {
  const text = typeof value === 'string' ? value : typeof value;
  const short = text.length > 80 ? `${text.slice(0, 80)}…` : text;
  return JSON.stringify(short);
}
