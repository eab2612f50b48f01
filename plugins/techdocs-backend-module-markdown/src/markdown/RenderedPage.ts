/** Where a relative link leads, kept so that it can be checked against the whole site. */
export type PageLink = {
  /** `page`: a Markdown file, `asset`: another file, `url`: a page by its address. */
  kind: 'page' | 'asset' | 'url';
  /** The path inside the docs folder, or for `url` the address inside the site. */
  target: string;
  anchor?: string;
  /** The link as the author wrote it. */
  href: string;
  line: number;
};

export type PageHeading = { level: number; id: string; title: string };

/** One entry of the search index: the text between two headings. */
export type PageSection = { id: string; title: string; text: string };

export type PageNotice = { line: number; message: string };

/** Everything the site needs to know of one page; plain data, so that it can be cached. */
export type RenderedPage = {
  /** From the front matter or the first heading of level one. */
  title?: string;
  description?: string;
  html: string;
  headings: PageHeading[];
  sections: PageSection[];
  links: PageLink[];
  /** Every `id` a link may point at. */
  ids: string[];
  warnings: PageNotice[];
  problems: PageNotice[];
  /** True when raw HTML referred to files, so that the page depends on which files exist. */
  dependsOnFiles: boolean;
};
