import type { default as MarkdownIt, Token } from 'markdown-it';

const ATTRIBUTE = String.raw`(?:[.#][\w:-]+|[\w-]+=(?:"[^"]*"|'[^']*'|[^\s"'{}]+))`;
const LIST = String.raw`\{:?[ \t]*(${ATTRIBUTE}(?:[ \t]+${ATTRIBUTE})*)[ \t]*\}`;
const LEADING = new RegExp(`^${LIST}`);
const TRAILING = new RegExp(`(?:^|[ \\t]+)${LIST}[ \\t]*$`);

/** Handlers, styles and addresses stay the business of Markdown itself. */
const ALLOWED = new Set([
  'align',
  'height',
  'hreflang',
  'lang',
  'loading',
  'name',
  'rel',
  'target',
  'title',
  'width',
  'download',
  'start',
  'type',
]);

/** Types of tokens that an attribute list directly behind them belongs to. */
const INLINE_TARGETS = new Set([
  'image',
  'link_close',
  'em_close',
  'strong_close',
  'code_inline',
  's_close',
  'mark_close',
  'insert_close',
]);

const BLOCK_TARGETS = new Set([
  'heading_open',
  'paragraph_open',
  'td_open',
  'th_open',
  'dt_open',
]);

function applyAttributes(token: Token, list: string): void {
  for (const [item] of list.matchAll(new RegExp(ATTRIBUTE, 'g'))) {
    if (item.startsWith('.')) {
      token.attrJoin('class', item.slice(1));
    } else if (item.startsWith('#')) {
      token.attrSet('id', item.slice(1));
    } else {
      const split = item.indexOf('=');
      const name = item.slice(0, split).toLowerCase();
      const value = item.slice(split + 1).replace(/^(["'])(.*)\1$/, '$2');
      if (name === 'class') {
        token.attrJoin('class', value);
      } else if (name === 'id' || ALLOWED.has(name)) {
        token.attrSet(name, value);
      }
    }
  }
}

function findOpening(tokens: Token[], closing: number): Token {
  const type = tokens[closing].type.replace('_close', '_open');
  for (let index = closing; index >= 0; index -= 1) {
    const token = tokens[index];
    if (token.type === type && token.level === tokens[closing].level) {
      return token;
    }
  }
  return tokens[closing];
}

function applyInline(children: Token[]): void {
  children.forEach((token, index) => {
    const target = children[index - 1];
    if (token.type !== 'text' || !target || !INLINE_TARGETS.has(target.type)) {
      return;
    }
    const match = LEADING.exec(token.content);
    if (match) {
      applyAttributes(findOpening(children, index - 1), match[1]);
      token.content = token.content.slice(match[0].length);
    }
  });
}

/** A list at the end of a heading, a cell, or alone on the last line of a paragraph. */
function applyBlock(block: Token, children: Token[]): void {
  const last = children[children.length - 1];
  if (last?.type !== 'text' || !BLOCK_TARGETS.has(block.type)) {
    return;
  }
  const match = TRAILING.exec(last.content);
  const before = children[children.length - 2];
  const ownLine = !before || before.type === 'softbreak';
  const whole = match?.[0].length === last.content.length;
  if (
    !match ||
    (block.type === 'paragraph_open' && !(ownLine && whole && before))
  ) {
    return;
  }
  applyAttributes(block, match[1]);
  last.content = last.content.slice(0, match.index);
  if (whole && before?.type === 'softbreak') {
    children.splice(-2, 2);
  }
}

/**
 * `{ .class #id key=value }` of Python-Markdown's attr_list. Braces that hold anything
 * else, such as `/notes/{id}`, are text and stay.
 */
export function attributeLists(md: MarkdownIt): void {
  md.core.ruler.after('inline', 'attribute_lists', state => {
    state.tokens.forEach((token, index) => {
      if (
        token.type === 'inline' &&
        token.content.includes('{') &&
        token.children
      ) {
        applyInline(token.children);
        applyBlock(state.tokens[index - 1], token.children);
      }
    });
  });
}
