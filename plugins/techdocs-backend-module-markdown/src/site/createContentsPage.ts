import { escapeHtml } from '../markdown/escapeHtml';
import type { RenderedPage } from '../markdown/RenderedPage';
import type { NavItem } from './Navigation';
import { relativeUrl } from './pageUrl';

function renderList(items: NavItem[], urlOf: (path: string) => string): string {
  const rows = items.map(item => {
    const title = escapeHtml(item.title);
    if (item.kind === 'section') {
      return `<li>${title}${renderList(item.children, urlOf)}</li>`;
    }
    const href =
      item.kind === 'page'
        ? relativeUrl('', urlOf(item.path))
        : escapeHtml(item.url);
    return `<li><a href="${href}">${title}</a></li>`;
  });
  return `<ul>${rows.join('')}</ul>`;
}

/** The first page of a site that has no `index.md`: a list of its pages. */
export function createContentsPage(
  siteName: string,
  items: NavItem[],
  urlOf: (path: string) => string,
): RenderedPage {
  return {
    title: siteName,
    html: `<h1 id="contents">${escapeHtml(siteName)}</h1>${renderList(items, urlOf)}`,
    headings: [],
    sections: [],
    links: [],
    ids: ['contents'],
    warnings: [],
    problems: [],
    dependsOnFiles: false,
  };
}
