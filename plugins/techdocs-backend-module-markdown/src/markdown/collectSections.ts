import type { Token } from 'markdown-it';
import type { PageHeading, PageSection } from './RenderedPage';
import { plainText } from './plainText';

/** The words of the page, cut at each heading, as the search index wants them. */
export function collectSections(
  tokens: Token[],
  headings: PageHeading[],
): PageSection[] {
  const sections: PageSection[] = [];
  let words: string[] = [];
  let heading: PageHeading | undefined;
  let next = 0;
  const close = () => {
    if (heading || words.length > 0) {
      sections.push({
        id: heading?.id ?? '',
        title: heading?.title ?? '',
        text: words.join(' ').replace(/\s+/g, ' ').trim(),
      });
    }
    words = [];
  };
  tokens.forEach((token, index) => {
    if (token.type === 'heading_open') {
      close();
      heading = headings[next];
      next += 1;
    } else if (
      token.type === 'inline' &&
      tokens[index - 1]?.type !== 'heading_open'
    ) {
      words.push(plainText(token.children));
    } else if (token.type === 'fence' || token.type === 'code_block') {
      words.push(token.content);
    }
  });
  close();
  return sections;
}
