import type { default as MarkdownIt, StateBlock } from 'markdown-it';
import {
  isIndentedCode,
  lineText,
  pushInline,
  tokenizeBody,
} from './indentedBody';

const OPENING =
  /^<(div|section|article|aside|figure|figcaption|details|summary|center)\b([^<>]*)>[ \t]*$/i;
const MARKDOWN_ATTRIBUTE =
  /\smarkdown(?:\s*=\s*(?:"(?:1|block|span)"|'(?:1|block|span)'|1|block|span))?(?=\s|$)/i;
const CAPTION = /^<(figcaption|summary)>(.*)<\/\1>[ \t]*$/i;

/** Counts openings of the same tag, so that `<div markdown>` may hold another `<div>`. */
function findClosingLine(
  state: StateBlock,
  options: { tag: string; startLine: number; endLine: number },
): number | undefined {
  const { tag, startLine, endLine } = options;
  const opens = new RegExp(`<${tag}\\b`, 'gi');
  const closes = new RegExp(`</${tag}\\s*>`, 'gi');
  let depth = 0;
  for (let line = startLine; line < endLine; line += 1) {
    const text = lineText(state, line);
    depth +=
      (text.match(opens)?.length ?? 0) - (text.match(closes)?.length ?? 0);
    if (depth <= 0) {
      return line;
    }
  }
  return undefined;
}

function bodyIndent(state: StateBlock, from: number, to: number): number {
  const columns = [];
  for (let line = from; line < to; line += 1) {
    if (!state.isEmpty(line)) {
      columns.push(state.sCount[line] - state.blkIndent);
    }
  }
  return Math.max(0, Math.min(...columns, 4));
}

function pushHtml(state: StateBlock, content: string, line: number): void {
  const token = state.push('html_block', '', 0);
  token.content = `${content}\n`;
  token.map = [line, line + 1];
}

function parseMarkdownInHtml(
  state: StateBlock,
  startLine: number,
  endLine: number,
  silent: boolean,
): boolean {
  if (isIndentedCode(state, startLine)) {
    return false;
  }
  const match = OPENING.exec(lineText(state, startLine));
  if (!match || !MARKDOWN_ATTRIBUTE.test(match[2])) {
    return false;
  }
  const [, tag, attributes] = match;
  const closing = findClosingLine(state, { tag, startLine, endLine });
  if (closing === undefined || closing === startLine) {
    return false;
  }
  if (silent) {
    return true;
  }
  pushHtml(
    state,
    `<${tag}${attributes.replace(MARKDOWN_ATTRIBUTE, '')}>`,
    startLine,
  );
  tokenizeBody(state, {
    from: startLine + 1,
    to: closing,
    indent: bodyIndent(state, startLine + 1, closing),
  });
  pushHtml(state, lineText(state, closing), closing);
  state.line = closing + 1;
  return true;
}

/** A caption or a summary on one line holds Markdown, as it does in Python-Markdown. */
function parseCaption(
  state: StateBlock,
  startLine: number,
  _endLine: number,
  silent: boolean,
): boolean {
  const match = CAPTION.exec(lineText(state, startLine));
  if (!match || isIndentedCode(state, startLine)) {
    return false;
  }
  if (!silent) {
    const [, tag, content] = match;
    state.push('caption_open', tag.toLowerCase(), 1).map = [
      startLine,
      startLine + 1,
    ];
    pushInline(state, { content, line: startLine });
    state.push('caption_close', tag.toLowerCase(), -1);
    state.line = startLine + 1;
  }
  return true;
}

/** `<div markdown>` blocks, whose content is Markdown although it stands inside HTML. */
export function markdownInHtml(md: MarkdownIt): void {
  md.block.ruler.before('html_block', 'html_caption', parseCaption, {
    alt: ['paragraph', 'reference', 'blockquote'],
  });
  md.block.ruler.before('html_block', 'markdown_in_html', parseMarkdownInHtml, {
    alt: ['paragraph', 'reference', 'blockquote'],
  });
}
