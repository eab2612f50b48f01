import type { default as MarkdownIt, StateInline } from 'markdown-it';

type Mark = { name: string; marker: string; tag: string; spaces: boolean };

/** The pairs of pymdownx.mark, caret and tilde; `~~` is part of markdown-it. */
const MARKS: Mark[] = [
  { name: 'mark', marker: '==', tag: 'mark', spaces: true },
  { name: 'insert', marker: '^^', tag: 'ins', spaces: true },
  { name: 'superscript', marker: '^', tag: 'sup', spaces: false },
  { name: 'subscript', marker: '~', tag: 'sub', spaces: false },
];

/** A pair further apart is no pair; without a bound many lone markers would be slow. */
const MAX_SPAN = 1000;

function findClosing(
  source: string,
  mark: Mark,
  from: number,
  end: number,
): number {
  const char = mark.marker[0];
  const to = Math.min(end, from + MAX_SPAN);
  for (
    let at = source.indexOf(mark.marker, from);
    at !== -1 && at + mark.marker.length <= to;
    at = source.indexOf(mark.marker, at + 1)
  ) {
    const alone =
      source[at - 1] !== char && source[at + mark.marker.length] !== char;
    if (alone && at > from && !/\s/.test(source[at - 1])) {
      return at;
    }
  }
  return -1;
}

function parseMark(state: StateInline, silent: boolean, mark: Mark): boolean {
  const { src, pos, posMax } = state;
  const start = pos + mark.marker.length;
  const opens =
    src.startsWith(mark.marker, pos) &&
    src[start] !== mark.marker[0] &&
    src[pos - 1] !== mark.marker[0] &&
    /\S/.test(src[start] ?? ' ');
  if (!opens || silent) {
    return false;
  }
  const end = findClosing(src, mark, start, posMax);
  if (end === -1 || (!mark.spaces && /\s/.test(src.slice(start, end)))) {
    return false;
  }
  state.push(`${mark.name}_open`, mark.tag, 1);
  state.pos = start;
  state.posMax = end;
  state.md.inline.tokenize(state);
  state.push(`${mark.name}_close`, mark.tag, -1);
  state.pos = end + mark.marker.length;
  state.posMax = posMax;
  return true;
}

/** `++ctrl+alt+del++`, drawn as keys. */
function parseKeys(state: StateInline, silent: boolean): boolean {
  const match = /^\+\+([\w"'-]+(?:\+[\w"'-]+)*)\+\+/.exec(
    state.src.slice(state.pos, state.posMax),
  );
  if (!match) {
    return false;
  }
  if (!silent) {
    const keys = match[1].split('+');
    state.push('keys_open', 'span', 1).attrSet('class', 'keys');
    keys.forEach((key, index) => {
      if (index > 0) {
        state.push('text', '', 0).content = '+';
      }
      state.push('key_open', 'kbd', 1);
      const name = key.replace(/["']/g, '');
      state.push('text', '', 0).content =
        `${name[0]?.toUpperCase() ?? ''}${name.slice(1)}`;
      state.push('key_close', 'kbd', -1);
    });
    state.push('keys_close', 'span', -1);
  }
  state.pos += match[0].length;
  return true;
}

/** Highlighted, inserted, raised and lowered text, and keys. */
export function inlineMarks(md: MarkdownIt): void {
  for (const mark of MARKS) {
    md.inline.ruler.before('emphasis', mark.name, (state, silent) =>
      parseMark(state, silent, mark),
    );
  }
  md.inline.ruler.before('emphasis', 'keys', parseKeys);
}
