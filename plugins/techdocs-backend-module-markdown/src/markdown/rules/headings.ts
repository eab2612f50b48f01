import type { default as MarkdownIt, StateCore, Token } from 'markdown-it';
import { pageEnvironment } from '../PageEnvironment';
import { plainText } from '../plainText';
import { slugify, uniqueSlug } from '../slugify';

function permalinkToken(state: StateCore, id: string): Token {
  const token = new state.Token('permalink', '', 0);
  token.meta = { id };
  return token;
}

/** Gives each heading its anchor and collects the table of contents. */
export function headings(md: MarkdownIt): void {
  md.core.ruler.push('headings', state => {
    const { headings: collected, options } = pageEnvironment(state);
    const taken = new Set<string>();
    state.tokens.forEach((token, index) => {
      if (token.type !== 'heading_open') {
        return;
      }
      const inline = state.tokens[index + 1];
      const title = plainText(inline.children).trim();
      const id = uniqueSlug(
        String(token.attrGet('id') ?? slugify(title)),
        taken,
      );
      token.attrSet('id', id);
      collected.push({ level: Number(token.tag.slice(1)), id, title });
      if (options.permalinks) {
        inline.children?.push(permalinkToken(state, id));
      }
    });
  });
  md.renderer.rules.permalink = (tokens, index) => {
    const id = md.utils.escapeHtml(String(tokens[index].meta?.id));
    return `<a class="headerlink" href="#${id}" title="Permanent link" aria-label="Permanent link">¶</a>`;
  };
}
