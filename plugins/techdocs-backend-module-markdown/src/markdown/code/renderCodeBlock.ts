import { escapeHtml } from '../escapeHtml';
import type { CodeHighlighter } from './CodeHighlighter';
import type { CodeBlock } from './parseFenceInfo';

function renderLines(lines: string[], block: CodeBlock): string {
  const { firstLine, stressed } = block;
  if (firstLine === undefined && stressed.size === 0) {
    return lines.map(line => `${line}\n`).join('');
  }
  return lines
    .map((line, index) => {
      const number =
        firstLine === undefined ? '' : ` data-line="${firstLine + index}"`;
      const stress = stressed.has(index + 1) ? ' hll' : '';
      return `<span class="line${stress}"${number}>${line}\n</span>`;
    })
    .join('');
}

/**
 * The HTML of one block. Code can be focused, because a keyboard has no other way to
 * scroll a long line into view.
 */
export function renderCodeBlock(
  block: CodeBlock,
  highlighter: CodeHighlighter,
): string {
  const code = block.code.replace(/\n$/, '');
  if (block.language === 'mermaid') {
    return `<pre class="mermaid"><code tabindex="0">${escapeHtml(code)}\n</code></pre>\n`;
  }
  const title = block.title
    ? `<span class="filename">${escapeHtml(block.title)}</span>`
    : '';
  const language = /^[\w+#.-]+$/.test(block.language)
    ? ` language-${escapeHtml(block.language)}`
    : '';
  const numbered = block.firstLine === undefined ? '' : ' numbered';
  const lines = renderLines(highlighter.highlight(code, block.language), block);
  return `<div class="highlight${language}${numbered}">${title}<pre><code tabindex="0">${lines}</code></pre></div>\n`;
}
