import { escapeHtml } from '../markdown/escapeHtml';
import type { NavItem } from '../site/Navigation';
import { relativeUrl } from '../site/pageUrl';

export type NavPlace = {
  /** The page the navigation is drawn on. */
  path: string;
  url: string;
  urlOf(path: string): string;
};

type Drawn = { html: string; active: boolean };

function renderLeaf(
  item: Exclude<NavItem, { kind: 'section' }>,
  place: NavPlace,
): Drawn {
  const title = `<span class="md-ellipsis">${escapeHtml(item.title)}</span>`;
  if (item.kind === 'link') {
    return {
      active: false,
      html: `<li class="md-nav__item"><a href="${escapeHtml(item.url)}" class="md-nav__link">${title}</a></li>`,
    };
  }
  const active = item.path === place.path;
  const href = relativeUrl(place.url, place.urlOf(item.path));
  const state = active ? ' md-nav__item--active' : '';
  const link = active ? ' md-nav__link--active" aria-current="page' : '';
  return {
    active,
    html: `<li class="md-nav__item${state}"><a href="${href}" class="md-nav__link${link}">${title}</a></li>`,
  };
}

function renderItem(item: NavItem, place: NavPlace, id: string): Drawn {
  if (item.kind !== 'section') {
    return renderLeaf(item, place);
  }
  const children = renderItems(item.children, place, id);
  const title = escapeHtml(item.title);
  const state = children.active ? ' md-nav__item--active' : '';
  const checked = children.active ? ' checked' : '';
  return {
    active: children.active,
    html:
      `<li class="md-nav__item md-nav__item--nested${state}">` +
      `<input class="md-nav__toggle md-toggle" type="checkbox" id="${id}" aria-label="${title}"${checked}>` +
      `<label class="md-nav__link" for="${id}" id="${id}_label"><span class="md-ellipsis">${title}</span><span class="md-nav__icon md-icon"></span></label>` +
      `<nav class="md-nav" aria-labelledby="${id}_label"><ul class="md-nav__list">${children.html}</ul></nav></li>`,
  };
}

function renderItems(items: NavItem[], place: NavPlace, id: string): Drawn {
  const drawn = items.map((item, index) =>
    renderItem(item, place, `${id}_${index + 1}`),
  );
  return {
    active: drawn.some(({ active }) => active),
    html: drawn.map(({ html }) => html).join('\n'),
  };
}

/** The tree of pages; sections that hold the current page are open. */
export function renderNav(items: NavItem[], place: NavPlace): string {
  return `<ul class="md-nav__list">${renderItems(items, place, '__nav').html}</ul>`;
}
