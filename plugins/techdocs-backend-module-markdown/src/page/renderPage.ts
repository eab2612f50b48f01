import { escapeHtml } from '../markdown/escapeHtml';

export type PageParts = {
  title: string;
  siteName: string;
  description?: string;
  /** The relative address of the start of the site, for the stylesheet. */
  base: string;
  stylesheet: string;
  nav: string;
  toc: string;
  article: string;
  editUrl?: string;
  previous?: { href: string; title: string };
  next?: { href: string; title: string };
};

function renderFooterLink(
  direction: 'Previous' | 'Next',
  link: { href: string; title: string } | undefined,
): string {
  if (!link) {
    return '';
  }
  const side = direction === 'Previous' ? 'prev' : 'next';
  const title = escapeHtml(link.title);
  const icon = `<div class="md-footer__button md-icon md-icon--${side}"></div>`;
  const label = `<div class="md-footer__title"><span class="md-footer__direction">${direction}</span><div class="md-ellipsis">${title}</div></div>`;
  return (
    `<a href="${link.href}" class="md-footer__link md-footer__link--${side}" rel="${side}">` +
    `${side === 'prev' ? icon + label : label + icon}</a>`
  );
}

function renderSidebar(kind: 'primary' | 'secondary', content: string): string {
  const type = kind === 'primary' ? 'navigation' : 'toc';
  return (
    `<div class="md-sidebar md-sidebar--${kind}" data-md-component="sidebar" data-md-type="${type}">` +
    `<div class="md-sidebar__scrollwrap"><div class="md-sidebar__inner">${content}</div></div></div>`
  );
}

function renderHead(parts: PageParts): string {
  const description = parts.description
    ? `<meta name="description" content="${escapeHtml(parts.description)}">`
    : '';
  return (
    '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">' +
    `${description}<title>${escapeHtml(parts.title)} - ${escapeHtml(parts.siteName)}</title>` +
    `<link rel="stylesheet" href="${parts.base}${parts.stylesheet}"></head>`
  );
}

/**
 * One page in the shape the TechDocs reader knows from Material for MkDocs: it looks for
 * the header's drawer button, the two sidebars, the content, the article and the footer.
 */
export function renderPage(parts: PageParts): string {
  const edit = parts.editUrl
    ? `<a href="${escapeHtml(parts.editUrl)}" title="Edit this page" aria-label="Edit this page" class="md-content__button md-icon md-icon--edit"></a>`
    : '';
  const siteName = escapeHtml(parts.siteName);
  const footer =
    renderFooterLink('Previous', parts.previous) +
    renderFooterLink('Next', parts.next);
  return `<!doctype html>
<html lang="en">${renderHead(parts)}
<body dir="ltr">
<input class="md-toggle" data-md-toggle="drawer" type="checkbox" id="__drawer" autocomplete="off" aria-label="Show the pages">
<label class="md-overlay" for="__drawer"></label>
<header class="md-header" data-md-component="header"><label class="md-header__button md-icon md-nav__link" for="__drawer"></label></header>
<div class="md-container" data-md-component="container">
<main class="md-main" data-md-component="main"><div class="md-main__inner md-grid">
${renderSidebar('primary', `<nav class="md-nav md-nav--primary" aria-label="Pages"><a href="${parts.base}" class="md-nav__title">${siteName}</a>${parts.nav}</nav>`)}
${renderSidebar('secondary', parts.toc)}
<div class="md-content" data-md-component="content"><article class="md-content__inner md-typeset">
${edit}
${parts.article}
</article></div>
</div></main>
<footer class="md-footer"><nav class="md-footer__inner md-grid" aria-label="Footer">${footer}</nav></footer>
</div>
</body></html>
`;
}
