/**
 * Tells which entry stands for a path: the one with the longest address that
 * begins it, so that Tasks wins over Create on the list of tasks.
 */
export function isCurrent(href: string, path: string, all: string[]): boolean {
  const covers = (candidate: string) =>
    candidate === '/'
      ? path === '/'
      : path === candidate || path.startsWith(`${candidate}/`);
  if (!covers(href)) {
    return false;
  }
  return !all.some(other => other.length > href.length && covers(other));
}
