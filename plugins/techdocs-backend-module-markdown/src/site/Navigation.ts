import { posix } from 'node:path';
import type { RenderedPage } from '../markdown/RenderedPage';
import type { NavEntry, SiteConfig } from './SiteConfig';
import type { SiteProblem } from './SiteProblemsError';

/** An entry of the navigation with everything filled in that is needed to draw it. */
export type NavItem =
  | { kind: 'page'; path: string; title: string }
  | { kind: 'link'; url: string; title: string }
  | { kind: 'section'; title: string; children: NavItem[] };

export type Navigation = {
  items: NavItem[];
  /** Pages in reading order, for the previous and the next link. */
  order: string[];
  problems: SiteProblem[];
};

const INDEX = /^(?:index|readme)$/i;

function titleOfName(name: string): string {
  const words = name
    .replace(/\.(?:md|markdown)$/i, '')
    .replace(/[-_]+/g, ' ')
    .trim();
  return words === words.toLowerCase()
    ? `${words.charAt(0).toUpperCase()}${words.slice(1)}`
    : words;
}

/** The title of a page: its own, or one made from the name of its file. */
export function pageTitle(
  path: string,
  page: RenderedPage | undefined,
): string {
  if (page?.title) {
    return page.title;
  }
  const name = posix.basename(path).replace(/\.(?:md|markdown)$/i, '');
  const parent = posix.basename(posix.dirname(path));
  return INDEX.test(name)
    ? titleOfName(parent === '.' || parent === '' ? 'Home' : parent)
    : titleOfName(name);
}

function fromFolder(paths: string[], directory: string): NavEntry[] {
  const inside = paths.filter(
    path => directory === '' || path.startsWith(`${directory}/`),
  );
  const rest = (path: string) =>
    directory === '' ? path : path.slice(directory.length + 1);
  const pages = inside.filter(path => !rest(path).includes('/'));
  const folders = new Set(
    inside
      .filter(path => rest(path).includes('/'))
      .map(path => rest(path).split('/', 1)[0]),
  );
  const isIndex = (path: string) =>
    INDEX.test(posix.basename(path).replace(/\.\w+$/, ''));
  return [
    ...pages.filter(isIndex).map(path => ({ kind: 'page' as const, path })),
    ...pages
      .filter(path => !isIndex(path))
      .map(path => ({ kind: 'page' as const, path })),
    ...Array.from(folders).map(folder => ({
      kind: 'section' as const,
      title: titleOfName(folder),
      children: fromFolder(paths, posix.join(directory, folder)),
    })),
  ];
}

/** Fills in titles and says which entries lead to no page. */
export function resolveNavigation(
  config: SiteConfig,
  pages: ReadonlyMap<string, RenderedPage>,
): Navigation {
  const order: string[] = [];
  const problems: SiteProblem[] = [];
  const resolve = (entry: NavEntry): NavItem[] => {
    if (entry.kind === 'link') {
      return [entry];
    }
    if (entry.kind === 'section') {
      return [{ ...entry, children: entry.children.flatMap(resolve) }];
    }
    const page = pages.get(entry.path);
    if (!page) {
      const message = `nav names "${entry.path}", which is not in ${config.docsDir}`;
      problems.push({ file: config.file, line: entry.line, message });
      return [];
    }
    order.push(entry.path);
    return [
      {
        kind: 'page',
        path: entry.path,
        title: entry.title ?? pageTitle(entry.path, page),
      },
    ];
  };
  const entries = config.nav ?? fromFolder(Array.from(pages.keys()), '');
  const items = entries.flatMap(resolve);
  return { items, order: Array.from(new Set(order)), problems };
}
