import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MarkdownOptions } from '../markdown/PageEnvironment';
import { PageRenderer } from '../markdown/PageRenderer';
import type { RenderedPage } from '../markdown/RenderedPage';
import type { PageCache } from './PageCache';
import { pageUrl } from './pageUrl';
import type { DocsFiles } from './scanDocs';

/** Raise it with each change of what a page looks like, so that old caches are left. */
const FORMAT = 2;

let sharedRenderer: Promise<PageRenderer> | undefined;

/** Grammars take longest to load, so one renderer serves every site of this thread. */
function getRenderer(): Promise<PageRenderer> {
  sharedRenderer ??= PageRenderer.create();
  return sharedRenderer;
}

/** Everything `README.md` files that are read at their own name, as an index stands beside them. */
export function findShadowedReadmes(pages: string[]): Set<string> {
  const known = new Set(pages);
  return new Set(
    pages
      .filter(path => /(?:^|\/)readme\.md$/i.test(path))
      .filter(path => known.has(path.replace(/[^/]+$/, 'index.md'))),
  );
}

function hash(...parts: string[]): string {
  const digest = createHash('sha256');
  for (const part of parts) {
    digest.update(part).update('\0');
  }
  return digest.digest('hex').slice(0, 40);
}

export type RenderedSite = {
  pages: Map<string, RenderedPage>;
  urlOf(path: string): string;
  /** How many pages were not in the cache. */
  rendered: number;
};

/** Renders the pages of a site, or takes them from the cache when nothing changed. */
export async function renderPages(
  files: DocsFiles,
  cache: PageCache,
  options: MarkdownOptions,
): Promise<RenderedSite> {
  const shadowed = findShadowedReadmes(files.pages);
  const urlOf = (path: string) => pageUrl(path, shadowed);
  const assets = new Set(files.assets);
  const filesKey = hash(files.assets.join('\n'));
  const common = JSON.stringify([FORMAT, options, Array.from(shadowed).sort()]);
  const pages = new Map<string, RenderedPage>();
  let rendered = 0;
  for (const path of files.pages) {
    const source = readFileSync(join(files.root, path), 'utf8');
    const key = hash(common, path, source);
    let page = cache.read(key, filesKey);
    if (!page) {
      const renderer = await getRenderer();
      page = await renderer.render({
        path,
        source,
        options,
        urlOf,
        hasFile: file => assets.has(file),
      });
      cache.write(key, filesKey, page);
      rendered += 1;
    }
    pages.set(path, page);
  }
  return { pages, urlOf, rendered };
}
