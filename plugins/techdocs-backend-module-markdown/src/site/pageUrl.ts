import { posix } from 'node:path';

const INDEX = /^(?:index|readme)$/i;

/**
 * The address of a Markdown file: `guide/start.md` is read at `guide/start/`, and
 * `index.md` at its folder. So does `README.md`, unless an index stands beside it.
 */
export function pageUrl(
  path: string,
  shadowedReadmes: ReadonlySet<string>,
): string {
  const directory = posix.dirname(path);
  const name = posix.basename(path).replace(/\.(?:md|markdown)$/i, '');
  const isIndex = INDEX.test(name) && !shadowedReadmes.has(path);
  const url = isIndex ? directory : posix.join(directory, name);
  return url === '.' ? '' : `${url}/`;
}

/** The relative address from one page to another page or file, encoded for HTML. */
export function relativeUrl(fromUrl: string, toPath: string): string {
  const relative = posix.relative(`/${fromUrl}`, `/${toPath}`);
  const path = relative
    .split('/')
    .map(part => encodeURIComponent(part).replace(/%40/g, '@'))
    .join('/');
  if (toPath === '' || toPath.endsWith('/')) {
    return path === '' ? './' : `${path}/`;
  }
  return path;
}
