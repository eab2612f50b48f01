import { posix } from 'node:path';
import type { PageLink, RenderedPage } from '../markdown/RenderedPage';
import type { SiteProblem } from './SiteProblemsError';

type SiteContents = {
  pages: ReadonlyMap<string, RenderedPage>;
  assets: ReadonlySet<string>;
  urlOf(path: string): string;
};

/** Letters that differ by case, dashes or a folder are what authors get wrong most. */
function suggest(wanted: string, candidates: Iterable<string>): string {
  const simplify = (text: string) =>
    posix
      .basename(text)
      .toLowerCase()
      .replace(/[^\p{Letter}\p{Number}]/gu, '');
  const key = simplify(wanted);
  for (const candidate of candidates) {
    if (key !== '' && simplify(candidate) === key) {
      return `; "${candidate}" exists`;
    }
  }
  return '';
}

/** Checks the links of all pages against all pages, headings and files. */
export class LinkChecker {
  readonly #contents: SiteContents;
  readonly #pathOfUrl: Map<string, string>;
  readonly #ids = new Map<string, ReadonlySet<string>>();

  constructor(contents: SiteContents) {
    this.#contents = contents;
    this.#pathOfUrl = new Map(
      Array.from(contents.pages.keys(), path => [contents.urlOf(path), path]),
    );
  }

  /** Returns what is broken in one page, each with the line and the link as written. */
  check(path: string, page: RenderedPage): SiteProblem[] {
    return page.links.flatMap(link => {
      const reason = this.#findReason(link);
      return reason
        ? [
            {
              file: path,
              line: link.line,
              message: `the link "${link.href}" is broken: ${reason}`,
            },
          ]
        : [];
    });
  }

  #findReason(link: PageLink): string | undefined {
    const { pages, assets } = this.#contents;
    if (link.target.startsWith('..')) {
      return 'it leaves the docs folder';
    }
    if (link.kind === 'page') {
      return pages.has(link.target)
        ? this.#findAnchorReason(link.target, link.anchor)
        : `there is no page "${link.target}"${suggest(link.target, pages.keys())}`;
    }
    if (link.kind === 'asset' && assets.has(link.target)) {
      return undefined;
    }
    const url = link.target
      .replace(/(?:^|\/)index\.html$/, '/')
      .replace(/\/*$/, '/')
      .replace(/^\/$/, '');
    const page = this.#pathOfUrl.get(url);
    if (page !== undefined) {
      return this.#findAnchorReason(page, link.anchor);
    }
    return link.kind === 'asset'
      ? `there is no file "${link.target}"${suggest(link.target, assets)}`
      : `no page has the address "${link.target}"${suggest(link.target, pages.keys())}`;
  }

  #findAnchorReason(
    path: string,
    anchor: string | undefined,
  ): string | undefined {
    if (!anchor) {
      return undefined;
    }
    const ids = this.#idsOf(path);
    return ids.has(anchor)
      ? undefined
      : `"${path}" has no heading or anchor "#${anchor}"${suggest(anchor, ids)}`;
  }

  #idsOf(path: string): ReadonlySet<string> {
    const known =
      this.#ids.get(path) ?? new Set(this.#contents.pages.get(path)?.ids);
    this.#ids.set(path, known);
    return known;
  }
}
