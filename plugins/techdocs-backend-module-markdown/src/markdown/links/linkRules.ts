import type { default as MarkdownIt, Token } from 'markdown-it';
import { type PageEnvironment, pageEnvironment } from '../PageEnvironment';
import { resolveHtmlReferences } from './resolveHtmlReferences';
import { resolveReference } from './resolveReference';

const BREAKS = new Set(['softbreak', 'hardbreak']);

function resolveAttribute(
  environment: PageEnvironment,
  options: { token: Token; name: string; line: number },
): void {
  const { token, name, line } = options;
  const value = token.attrGet(name);
  if (value !== null) {
    token.attrSet(name, resolveReference(environment, value, line));
  }
}

/** Walks inline tokens and keeps count of the line, which starts at that of the block. */
function resolveInline(
  environment: PageEnvironment,
  children: Token[],
  firstLine: number,
): void {
  let line = firstLine;
  for (const token of children) {
    if (BREAKS.has(token.type)) {
      line += 1;
    } else if (token.type === 'link_open') {
      resolveAttribute(environment, { token, name: 'href', line });
    } else if (token.type === 'image') {
      resolveAttribute(environment, { token, name: 'src', line });
    } else if (token.type === 'html_inline') {
      token.content = resolveHtmlReferences(environment, token.content, line);
    }
  }
}

/** Rewrites links to files into links to pages, and notes each one with its line. */
export function linkRules(md: MarkdownIt): void {
  md.core.ruler.push('links', state => {
    const environment = pageEnvironment(state);
    let line = 1;
    for (const token of state.tokens) {
      line = token.map ? token.map[0] + 1 : line;
      if (token.type === 'inline' && token.children) {
        resolveInline(environment, token.children, line);
      } else if (token.type === 'html_block') {
        token.content = resolveHtmlReferences(environment, token.content, line);
      }
    }
  });
}
