/** Grafana takes up to 40 characters, and the boards of a service add up to six of their own. */
const MAX_LENGTH = 34;

/**
 * What the uids of a service's dashboards begin with: its name, or, where that is too long, the beginning of it
 * and a hash of all of it, so that two long names never share a board.
 */
export function dashboardUidOf(name: string): string {
  if (name.length <= MAX_LENGTH) return name;
  const hash = fnv1a(name).toString(36).padStart(7, '0');
  return `${name.slice(0, MAX_LENGTH - hash.length - 1)}-${hash}`;
}

/** FNV-1a over UTF-16 units: short, the same in a browser and on a server, and no secret depends on it. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    // eslint-disable-next-line no-bitwise -- the hash is defined on bits
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  // eslint-disable-next-line no-bitwise -- makes the number unsigned
  return hash >>> 0;
}
