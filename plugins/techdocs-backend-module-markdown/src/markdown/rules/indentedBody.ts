import type { StateBlock } from 'markdown-it';

/** Python-Markdown nests by four columns, whatever the parent is. */
const INDENT = 4;

/** Returns the first line after `startLine` that is neither blank nor indented below it. */
export function findBodyEnd(
  state: StateBlock,
  startLine: number,
  endLine: number,
): number {
  let end = startLine + 1;
  for (let line = startLine + 1; line < endLine; line += 1) {
    if (state.isEmpty(line)) {
      continue;
    }
    if (state.sCount[line] - state.blkIndent < INDENT) {
      break;
    }
    end = line + 1;
  }
  return end;
}

/** Parses the lines between as blocks of their own, `indent` columns deeper. */
export function tokenizeBody(
  state: StateBlock,
  options: { from: number; to: number; indent?: number },
): void {
  const { from, to, indent = INDENT } = options;
  const { parentType, lineMax, blkIndent } = state;
  state.blkIndent = blkIndent + indent;
  state.lineMax = to;
  state.md.block.tokenize(state, from, to);
  state.parentType = parentType;
  state.lineMax = lineMax;
  state.blkIndent = blkIndent;
}

/** The text of one line without its indentation. */
export function lineText(state: StateBlock, line: number): string {
  return state.src.slice(
    state.bMarks[line] + state.tShift[line],
    state.eMarks[line],
  );
}

/** Code is what is indented by four more columns; no container may start there. */
export function isIndentedCode(state: StateBlock, line: number): boolean {
  return state.sCount[line] - state.blkIndent >= INDENT;
}

/** Appends an inline token, which markdown-it fills with children later. */
export function pushInline(
  state: StateBlock,
  options: { content: string; line: number },
): void {
  const token = state.push('inline', '', 0);
  token.content = options.content;
  token.map = [options.line, options.line + 1];
  token.children = [];
}
