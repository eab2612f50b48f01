import { posix } from 'node:path';
import { relativeUrl } from '../../site/pageUrl';
import type { PageEnvironment } from '../PageEnvironment';
import { isExternal, resolveReference } from './resolveReference';

const REFERENCE = /(\s(?:href|src|poster)\s*=\s*)(?:"([^"]*)"|'([^']*)')/gi;

/**
 * Authors write file references in raw HTML in two ways: counted from the file, as on a
 * git host, or from the address of the page, as MkDocs wants it. Both are understood.
 */
function resolveOne(
  environment: PageEnvironment,
  href: string,
  line: number,
): string {
  const [path] = href.split(/[?#]/, 1);
  const looksLikeFile = /\.[a-z0-9]+$/i.test(path);
  if (
    isExternal(href) ||
    path === '' ||
    !looksLikeFile ||
    /\.md$/i.test(path)
  ) {
    return resolveReference(environment, href, line);
  }
  environment.dependsOnFiles = true;
  const url = environment.urlOf(environment.path);
  const fromAddress = posix.join(url, path);
  const fromFile = posix.join(posix.dirname(environment.path), path);
  if (!environment.hasFile(fromFile) && environment.hasFile(fromAddress)) {
    return `${relativeUrl(url, fromAddress)}${href.slice(path.length)}`;
  }
  return resolveReference(environment, href, line);
}

/** Rewrites and notes the references inside a piece of raw HTML. */
export function resolveHtmlReferences(
  environment: PageEnvironment,
  html: string,
  line: number,
): string {
  return html.replace(
    REFERENCE,
    (_, start: string, double?: string, single?: string, offset?: number) => {
      const before = html.slice(0, offset).split('\n').length - 1;
      const href = (double ?? single ?? '').trim();
      const resolved = resolveOne(environment, href, line + before);
      return `${start}"${resolved.replace(/"/g, '%22')}"`;
    },
  );
}
