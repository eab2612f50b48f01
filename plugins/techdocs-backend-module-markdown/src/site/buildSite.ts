import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { MarkdownOptions } from '../markdown/PageEnvironment';
import type { RenderedPage } from '../markdown/RenderedPage';
import { LinkChecker } from './checkLinks';
import { createContentsPage } from './createContentsPage';
import { editUrlOf } from './editUrl';
import { type Navigation, pageTitle, resolveNavigation } from './Navigation';
import { PageCache } from './PageCache';
import { readSiteConfig } from './readSiteConfig';
import { renderPages } from './renderPages';
import { scanDocs } from './scanDocs';
import type { SiteConfig } from './SiteConfig';
import {
  formatProblem,
  type SiteProblem,
  SiteProblemsError,
} from './SiteProblemsError';
import { SiteWriter } from './SiteWriter';

export type BuildOptions = {
  inputDir: string;
  outputDir: string;
  /** The stylesheet that is published with each site. */
  stylesheet: string;
  /** Where rendered pages are kept between builds; nothing is kept without it. */
  cacheDir?: string;
  /** Used when `mkdocs.yml` gives no name. */
  siteName?: string;
  /** The address that edits the top folder of the source. */
  editBase?: string;
  etag?: string;
  iframeHosts?: string[];
};

export type BuildResult = {
  pages: number;
  /** Pages that had changed since the last build. */
  rendered: number;
  warnings: string[];
};

function markdownOptions(
  config: SiteConfig,
  options: BuildOptions,
): MarkdownOptions {
  return { ...config.markdown, iframeHosts: options.iframeHosts ?? [] };
}

type Contents = {
  config: SiteConfig;
  pages: Map<string, RenderedPage>;
  assets: string[];
  navigation: Navigation;
  urlOf(path: string): string;
};

/** Collects every problem of the site before it gives up, so that none hides another. */
function check(contents: Contents): string[] {
  const { config, pages, navigation, urlOf } = contents;
  const inDocs = (path: string) => posix.join(config.docsDir, path);
  const checker = new LinkChecker({
    pages,
    assets: new Set(contents.assets),
    urlOf,
  });
  const problems: SiteProblem[] = [...navigation.problems];
  const broken: SiteProblem[] = [];
  const warnings = [...config.warnings];
  for (const [path, page] of pages) {
    const file = inDocs(path);
    problems.push(...page.problems.map(problem => ({ ...problem, file })));
    broken.push(
      ...checker.check(path, page).map(problem => ({ ...problem, file })),
    );
    warnings.push(
      ...page.warnings.map(warning => formatProblem({ ...warning, file })),
    );
  }
  if (config.readmeOnly) {
    // A README links to source files, which are part of the repository but not of the site.
    warnings.push(...broken.map(formatProblem));
  } else {
    problems.push(...broken);
  }
  if (problems.length > 0) {
    throw new SiteProblemsError(problems);
  }
  return warnings;
}

async function loadContents(
  options: BuildOptions,
): Promise<Contents & { rendered: number }> {
  const config = readSiteConfig(options.inputDir);
  const files = scanDocs(join(options.inputDir, config.docsDir), {
    label: config.docsDir,
    readmeOnly: config.readmeOnly,
  });
  const cache = PageCache.open(options.cacheDir);
  const { pages, urlOf, rendered } = await renderPages(
    files,
    cache,
    markdownOptions(config, options),
  );
  cache.prune();
  if (pages.size === 0) {
    throw new SiteProblemsError([
      {
        file: config.docsDir,
        message: 'has no Markdown file, expected at least index.md',
      },
    ]);
  }
  const navigation = resolveNavigation(config, pages);
  return { config, pages, assets: files.assets, navigation, urlOf, rendered };
}

/**
 * Builds the whole site into `outputDir`, which is expected to be empty. Nothing is
 * written when any page has a problem.
 */
export async function buildSite(options: BuildOptions): Promise<BuildResult> {
  const { rendered, ...contents } = await loadContents(options);
  const warnings = check(contents);
  const { config, pages, navigation, urlOf, assets } = contents;
  const siteName = config.siteName ?? options.siteName ?? 'Documentation';
  if (!Array.from(pages.keys()).some(path => urlOf(path) === '')) {
    pages.set(
      'index.md',
      createContentsPage(siteName, navigation.items, urlOf),
    );
  }
  const writer = new SiteWriter({
    outputDir: options.outputDir,
    stylesheet: readFileSync(options.stylesheet),
    siteName,
    items: navigation.items,
    urlOf,
    tocDepth: config.markdown.tocDepth,
  });
  const titles = new Map(
    Array.from(pages, ([path, page]) => [path, pageTitle(path, page)]),
  );
  for (const [path, page] of pages) {
    const position = navigation.order.indexOf(path);
    writer.writePage(path, page, {
      title: titles.get(path) ?? path,
      editUrl: editUrlOf(path, config, options.editBase),
      previous: position > 0 ? navigation.order[position - 1] : undefined,
      next: position === -1 ? undefined : navigation.order[position + 1],
      titles,
    });
  }
  writer.writeAssets(join(options.inputDir, config.docsDir), assets);
  writer.writeSearchIndex(pages, titles);
  writer.writeMetadata({
    description: config.siteDescription ?? '',
    etag: options.etag,
  });
  return { pages: pages.size, rendered, warnings };
}
