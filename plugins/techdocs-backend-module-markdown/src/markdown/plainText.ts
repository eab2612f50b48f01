import type { Token } from 'markdown-it';

const SPACES = new Set(['softbreak', 'hardbreak']);

/** The words of inline tokens without any markup, for titles and for search. */
export function plainText(tokens: Token[] | null): string {
  return (tokens ?? [])
    .map(token => {
      if (token.type === 'image') {
        return plainText(token.children);
      }
      if (token.type === 'html_inline' || token.type === 'footnote_ref') {
        return '';
      }
      return SPACES.has(token.type) ? ' ' : token.content;
    })
    .join('');
}
