import type { CodeBlock } from './code/parseFenceInfo';
import type { PageHeading, PageLink, PageNotice } from './RenderedPage';

/** What is the same for each page of a site. */
export type MarkdownOptions = {
  /** Show a link sign beside each heading. */
  permalinks: boolean;
  /** The deepest heading level in the table of contents. */
  tocDepth: number;
  /** Number the lines of every code block. */
  lineNumbers: boolean;
  /** Hosts whose pages may be framed; the reader has the same list. */
  iframeHosts: string[];
};

/** What the rules collect while one page is parsed and rendered. */
export type PageEnvironment = {
  /** The path of the Markdown file inside the docs folder. */
  path: string;
  /** The address of a Markdown file inside the site. */
  urlOf(path: string): string;
  hasFile(path: string): boolean;
  options: MarkdownOptions;
  /** Lines taken by the front matter, added to each reported line. */
  lineOffset: number;
  code: CodeBlock[];
  headings: PageHeading[];
  links: PageLink[];
  warnings: PageNotice[];
  problems: PageNotice[];
  tabSets: number;
  dependsOnFiles: boolean;
};

/** The state of markdown-it types its environment loosely; every page of ours has this one. */
export function pageEnvironment(state: { env: unknown }): PageEnvironment {
  return state.env as PageEnvironment;
}
