import { quote } from './names';

/**
 * Says what is wrong with the path of a file inside a repository, or nothing.
 *
 * @public
 */
export function describePathProblem(path: unknown): string | undefined {
  const form = `path ${quote(path)} is not accepted`;
  if (typeof path !== 'string' || path.length === 0 || path.length > 1024) {
    return `${form}: give 1 to 1024 characters`;
  }
  if (/[\p{Cc}\\]/u.test(path)) {
    return `${form}: control characters and '\\' are not allowed`;
  }
  const segments = path.split('/');
  if (segments.some(s => s === '' || s === '.' || s === '..')) {
    return `${form}: it must be relative, without empty, '.' or '..' parts`;
  }
  // Git itself refuses these: they would change the repository of whoever clones it.
  if (segments.some(s => /^\.git(?:[\s.].*)?$|^git~\d+$/i.test(s))) {
    return `${form}: '.git' is reserved`;
  }
  return undefined;
}
