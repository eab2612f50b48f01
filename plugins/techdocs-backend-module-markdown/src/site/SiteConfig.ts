import type { MarkdownOptions } from '../markdown/PageEnvironment';

/** An entry of the navigation as the author wrote it. */
export type NavEntry =
  | { kind: 'page'; path: string; title?: string; line?: number }
  | { kind: 'link'; url: string; title: string }
  | { kind: 'section'; title: string; children: NavEntry[] };

/** What `mkdocs.yml` says, or what is assumed without one. */
export type SiteConfig = {
  /** The name of the file that was read, for messages. */
  file: string;
  siteName?: string;
  siteDescription?: string;
  docsDir: string;
  /** A repository without docs is read through its README alone. */
  readmeOnly?: boolean;
  /** Without it the navigation follows the folder. */
  nav?: NavEntry[];
  repoUrl?: string;
  editUri?: string;
  copyright?: string;
  markdown: Pick<MarkdownOptions, 'permalinks' | 'tocDepth' | 'lineNumbers'>;
  warnings: string[];
};
