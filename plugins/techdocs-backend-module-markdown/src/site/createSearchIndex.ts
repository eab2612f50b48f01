import type { RenderedPage } from '../markdown/RenderedPage';

type SearchDocument = { location: string; title: string; text: string };

export type SearchIndex = {
  config: Record<string, unknown>;
  docs: SearchDocument[];
};

/** The index in the form of MkDocs, which the TechDocs collator reads: pages, then sections. */
export function createSearchIndex(
  pages: ReadonlyMap<string, RenderedPage>,
  titles: ReadonlyMap<string, string>,
  urlOf: (path: string) => string,
): SearchIndex {
  const docs = Array.from(pages).flatMap(([path, { sections }]) => {
    const location = urlOf(path);
    const words = sections.map(({ title, text }) => `${title} ${text}`.trim());
    const page = {
      location,
      title: titles.get(path) ?? path,
      text: words.join(' '),
    };
    const parts = sections
      .filter(({ id }) => id !== '')
      .map(({ id, title, text }) => ({
        location: `${location}#${id}`,
        title,
        text,
      }));
    return [page, ...parts];
  });
  return {
    config: {
      lang: ['en'],
      separator: '[\\s\\-]+',
      indexing: 'full',
      min_search_length: 3,
      prebuild_index: false,
    },
    docs,
  };
}
