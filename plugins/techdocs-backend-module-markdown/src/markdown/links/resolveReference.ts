import { posix } from 'node:path';
import { relativeUrl } from '../../site/pageUrl';
import type { PageEnvironment } from '../PageEnvironment';
import type { PageLink } from '../RenderedPage';

const ABSOLUTE = /^(?:[a-z][a-z0-9+.-]*:|\/)/i;

type Parts = { path: string; query: string; anchor?: string };

function splitReference(href: string): Parts {
  const [, path, query = '', hash] =
    /^([^?#]*)(\?[^#]*)?(?:#(.*))?$/s.exec(href) ?? [];
  return { path: path ?? '', query, anchor: hash };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray percent sign is part of a name, not an encoding.
    return text;
  }
}

function kindOf(path: string): PageLink['kind'] {
  if (/\.(?:md|markdown)$/i.test(path)) {
    return 'page';
  }
  const last = path.slice(path.lastIndexOf('/') + 1);
  return /\.[a-z0-9]+$/i.test(last) ? 'asset' : 'url';
}

/** True for links the site cannot check: other hosts, and other pages of the portal. */
export function isExternal(href: string): boolean {
  return ABSOLUTE.test(href);
}

function resolveTarget(
  environment: PageEnvironment,
  path: string,
  kind: PageLink['kind'],
): string {
  if (path === '') {
    return environment.path;
  }
  // A link without a file ending is already an address, so it counts from the page's own.
  const base =
    kind === 'url'
      ? environment.urlOf(environment.path)
      : posix.dirname(environment.path);
  const target = posix.join(base, path);
  return target === './' || target === '.' ? '' : target;
}

/**
 * Turns a relative link to a file into the address it has in the site, and notes it
 * for the check that follows when all pages are known.
 */
export function resolveReference(
  environment: PageEnvironment,
  href: string,
  line: number,
): string {
  if (href === '' || isExternal(href)) {
    return href;
  }
  const { path, query, anchor } = splitReference(href);
  const decoded = decode(path);
  const kind = path === '' ? 'page' : kindOf(decoded);
  const target = resolveTarget(environment, decoded, kind);
  environment.links.push({
    kind,
    target,
    anchor: anchor === undefined ? undefined : decode(anchor),
    href,
    line: line + environment.lineOffset,
  });
  if (path === '' || kind === 'url' || target.startsWith('..')) {
    return href;
  }
  const from = environment.urlOf(environment.path);
  const to = kind === 'page' ? environment.urlOf(target) : target;
  const suffix = anchor === undefined ? query : `${query}#${anchor}`;
  return `${relativeUrl(from, to)}${suffix}`;
}
