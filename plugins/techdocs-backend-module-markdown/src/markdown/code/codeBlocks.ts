import type MarkdownIt from 'markdown-it';
import { pageEnvironment } from '../PageEnvironment';
import { parseFenceInfo } from './parseFenceInfo';

const PLACE = /<pre data-code="(\d+)"><\/pre>/g;
const INLINE_LANGUAGE = /^(?:#!|:::)[\w+-]+ /;

/**
 * Leaves an empty place for each block. Its HTML is put there after the page has been
 * sanitised: it is made of escaped text only, and is most of the size of a page.
 */
export function codeBlocks(md: MarkdownIt): void {
  const place = (environment: unknown, info: string, code: string) => {
    const { code: blocks, options } = pageEnvironment({ env: environment });
    const block = { ...parseFenceInfo(info), code };
    if (options.lineNumbers && block.firstLine === undefined) {
      block.firstLine = 1;
    }
    blocks.push(block);
    return `<pre data-code="${blocks.length - 1}"></pre>\n`;
  };
  md.renderer.rules.fence = (tokens, index, _options, environment) =>
    place(environment, tokens[index].info, tokens[index].content);
  md.renderer.rules.code_block = (tokens, index, _options, environment) =>
    place(environment, '', tokens[index].content);

  const renderInline = md.renderer.rules.code_inline;
  md.renderer.rules.code_inline = (tokens, index, ...rest) => {
    // pymdownx.inlinehilite names the language inside the code; it is not for readers.
    tokens[index].content = tokens[index].content.replace(INLINE_LANGUAGE, '');
    return renderInline?.(tokens, index, ...rest) ?? '';
  };
}

/** Fills the places that `codeBlocks` left. */
export function insertCodeBlocks(
  html: string,
  render: (index: number) => string,
): string {
  return html.replace(PLACE, (_, index: string) => render(Number(index)));
}
