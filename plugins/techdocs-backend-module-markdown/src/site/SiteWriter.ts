import { createHash } from 'node:crypto';
import {
  copyFileSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { RenderedPage } from '../markdown/RenderedPage';
import { renderNav } from '../page/renderNav';
import { renderPage } from '../page/renderPage';
import { renderToc } from '../page/renderToc';
import type { NavItem } from './Navigation';
import { relativeUrl } from './pageUrl';
import { sanitizeSvg } from './sanitizeSvg';
import { createSearchIndex } from './createSearchIndex';

type SiteParts = {
  outputDir: string;
  stylesheet: Buffer;
  siteName: string;
  items: NavItem[];
  urlOf(path: string): string;
  tocDepth: number;
};

type PagePlace = {
  title: string;
  editUrl?: string;
  previous?: string;
  next?: string;
  titles: ReadonlyMap<string, string>;
};

/** Writes the files of a site and remembers them for its metadata. */
export class SiteWriter {
  readonly #site: SiteParts;
  readonly #files: string[] = [];
  readonly #directories = new Set<string>();
  readonly #stylesheetPath: string;

  constructor(site: SiteParts) {
    this.#site = site;
    // The reader accepts a stylesheet of this form only: "main", eight hex digits, "min".
    const digest = createHash('sha256').update(site.stylesheet).digest('hex');
    this.#stylesheetPath = `assets/stylesheets/main.${digest.slice(0, 8)}.min.css`;
    this.#write(this.#stylesheetPath, site.stylesheet);
  }

  writePage(path: string, page: RenderedPage, place: PagePlace): void {
    const { siteName, items, urlOf, tocDepth } = this.#site;
    const url = urlOf(path);
    const neighbour = (other: string | undefined) =>
      other === undefined
        ? undefined
        : {
            href: relativeUrl(url, urlOf(other)),
            title: place.titles.get(other) ?? other,
          };
    const html = renderPage({
      title: place.title,
      siteName,
      description: page.description,
      base: relativeUrl(url, ''),
      stylesheet: this.#stylesheetPath,
      nav: renderNav(items, { path, url, urlOf }),
      toc: renderToc(page.headings, tocDepth),
      article: page.html,
      editUrl: place.editUrl,
      previous: neighbour(place.previous),
      next: neighbour(place.next),
    });
    this.#write(`${url}index.html`, html);
  }

  writeAssets(docsDir: string, assets: string[]): void {
    for (const asset of assets) {
      // A linked file was checked to lie inside; its content is published, not the link.
      const source = realpathSync(join(docsDir, asset));
      if (/\.svgz?$/i.test(asset)) {
        this.#write(asset, sanitizeSvg(readFileSync(source, 'utf8')));
      } else {
        this.#prepare(asset);
        copyFileSync(source, join(this.#site.outputDir, asset));
      }
    }
  }

  writeSearchIndex(
    pages: ReadonlyMap<string, RenderedPage>,
    titles: ReadonlyMap<string, string>,
  ): void {
    const index = createSearchIndex(pages, titles, this.#site.urlOf);
    this.#write('search/search_index.json', JSON.stringify(index));
  }

  writeMetadata(options: { description: string; etag?: string }): void {
    const file = 'techdocs_metadata.json';
    const metadata = {
      site_name: this.#site.siteName,
      site_description: options.description,
      build_timestamp: Date.now(),
      files: [...this.#files, file].sort(),
      ...(options.etag ? { etag: options.etag } : {}),
    };
    this.#write(file, JSON.stringify(metadata));
  }

  #prepare(file: string): void {
    const directory = dirname(join(this.#site.outputDir, file));
    if (!this.#directories.has(directory)) {
      mkdirSync(directory, { recursive: true });
      this.#directories.add(directory);
    }
    this.#files.push(file);
  }

  #write(file: string, content: string | Buffer): void {
    this.#prepare(file);
    writeFileSync(join(this.#site.outputDir, file), content);
  }
}
