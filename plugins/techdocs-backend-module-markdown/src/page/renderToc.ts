import { escapeHtml } from '../markdown/escapeHtml';
import type { PageHeading } from '../markdown/RenderedPage';

type Node = PageHeading & { children: Node[] };

function nest(headings: PageHeading[]): Node[] {
  const root: Node[] = [];
  const open: Node[] = [];
  for (const heading of headings) {
    const node = { ...heading, children: [] };
    while (open.length > 0 && open[open.length - 1].level >= heading.level) {
      open.pop();
    }
    (open.at(-1)?.children ?? root).push(node);
    open.push(node);
  }
  return root;
}

function renderNodes(nodes: Node[]): string {
  const items = nodes.map(({ id, title, children }) => {
    const nested =
      children.length > 0
        ? `<nav class="md-nav" aria-label="${escapeHtml(title)}">${renderNodes(children)}</nav>`
        : '';
    return `<li class="md-nav__item"><a href="#${escapeHtml(encodeURIComponent(id))}" class="md-nav__link"><span class="md-ellipsis">${escapeHtml(title)}</span></a>${nested}</li>`;
  });
  return `<ul class="md-nav__list">${items.join('')}</ul>`;
}

/** The headings of the page as a list of links; a single title at the top is left out. */
export function renderToc(headings: PageHeading[], depth: number): string {
  const shown = headings.filter(({ level }) => level <= depth);
  const titles = shown.filter(({ level }) => level === 1);
  const nodes = nest(
    titles.length === 1 ? shown.filter(({ level }) => level > 1) : shown,
  );
  if (nodes.length === 0) {
    return '';
  }
  return (
    '<nav class="md-nav md-nav--secondary" aria-label="Table of contents">' +
    `<span class="md-nav__title">On this page</span>${renderNodes(nodes)}</nav>`
  );
}
