import type { default as MarkdownIt, Token } from 'markdown-it';

/** Alignment becomes an attribute, since styles do not pass the sanitiser. */
function alignByAttribute(tokens: Token[]): void {
  for (const token of tokens) {
    const style = token.attrGet('style');
    if (style !== null) {
      token.attrs = (token.attrs ?? []).filter(([name]) => name !== 'style');
      token.attrSet('align', style.replace('text-align:', ''));
    }
  }
}

/** Wide tables scroll inside their own box, which a keyboard can reach. */
export function tables(md: MarkdownIt): void {
  md.core.ruler.push('table_alignment', state => {
    alignByAttribute(
      state.tokens.filter(
        ({ type }) => type === 'td_open' || type === 'th_open',
      ),
    );
  });
  md.renderer.rules.table_open = (tokens, index, options, _environment, self) =>
    `<div class="table-box" tabindex="0">${self.renderToken(tokens, index, options)}`;
  md.renderer.rules.table_close = () => '</table></div>\n';
}
