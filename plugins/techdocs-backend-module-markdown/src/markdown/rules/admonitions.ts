import type { default as MarkdownIt, StateBlock } from 'markdown-it';
import {
  findBodyEnd,
  isIndentedCode,
  lineText,
  pushInline,
  tokenizeBody,
} from './indentedBody';

const OPENING =
  /^(!!!|\?\?\?\+?)[ \t]+([\w-]+(?:[ \t]+[\w-]+)*)(?:[ \t]+"(.*)")?[ \t]*$/;

type Opening = {
  collapsible: boolean;
  open: boolean;
  classes: string;
  title: string;
};

function parseOpening(text: string): Opening | undefined {
  const match = OPENING.exec(text);
  if (!match) {
    return undefined;
  }
  const [, marker, names, title] = match;
  const classes = names.toLowerCase().split(/[ \t]+/);
  const [type] = classes;
  return {
    collapsible: marker !== '!!!',
    open: marker === '???+',
    classes: classes.join(' '),
    title: title ?? `${type[0].toUpperCase()}${type.slice(1)}`,
  };
}

function pushTitle(state: StateBlock, opening: Opening, line: number): void {
  // An empty title is the documented way to ask for a box without one.
  if (opening.title === '' && !opening.collapsible) {
    return;
  }
  const tag = opening.collapsible ? 'summary' : 'p';
  const token = state.push('admonition_title_open', tag, 1);
  if (!opening.collapsible) {
    token.attrSet('class', 'admonition-title');
  }
  pushInline(state, { content: opening.title, line });
  state.push('admonition_title_close', tag, -1);
}

function parseAdmonition(
  state: StateBlock,
  startLine: number,
  endLine: number,
  silent: boolean,
): boolean {
  if (isIndentedCode(state, startLine)) {
    return false;
  }
  const opening = parseOpening(lineText(state, startLine));
  if (!opening || silent) {
    return Boolean(opening);
  }
  const bodyEnd = findBodyEnd(state, startLine, endLine);
  const tag = opening.collapsible ? 'details' : 'div';
  const token = state.push('admonition_open', tag, 1);
  token.attrSet(
    'class',
    opening.collapsible ? opening.classes : `admonition ${opening.classes}`,
  );
  if (opening.open) {
    token.attrSet('open', '');
  }
  token.map = [startLine, bodyEnd];
  pushTitle(state, opening, startLine);
  tokenizeBody(state, { from: startLine + 1, to: bodyEnd });
  state.push('admonition_close', tag, -1);
  state.line = bodyEnd;
  return true;
}

/** `!!! note "Title"` boxes and the collapsible `??? note`, with anything nested in them. */
export function admonitions(md: MarkdownIt): void {
  md.block.ruler.before('fence', 'admonition', parseAdmonition, {
    alt: ['paragraph', 'reference', 'blockquote', 'list'],
  });
}
