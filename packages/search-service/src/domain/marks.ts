/** Characters of the private use area: they mean nothing in text, and `unmarked` takes them out of notes. */
export const MARK_START = '\uE000';
export const MARK_END = '\uE001';
export const MARK_GAP = '\uE002';

/** Stands for a `<` in PostgreSQL, whose parser would take it for the beginning of a tag and skip what is in it. */
export const OPEN_ANGLE = '\u0001';

// eslint-disable-next-line no-control-regex -- a character that no text needs is what is wanted
const MARKS = /[\uE000-\uE002\u0001]/g;

/** A text without characters that would be taken for marks. */
export function unmarked(text: string): string {
  return text.replace(MARKS, '');
}

export interface Highlight {
  readonly text: string;
  /** From and to, in UTF-16 units as JavaScript counts. */
  readonly ranges: readonly (readonly [from: number, to: number])[];
}

/** Splits a marked text into the text itself and the places of what was found; no markup is ever answered. */
export function readMarks(marked: string): Highlight {
  const ranges: [number, number][] = [];
  let text = '';
  let from: number | undefined;
  for (const part of marked.split(/([\uE000\uE001])/)) {
    if (part === MARK_START) from ??= text.length;
    else if (part === MARK_END) {
      if (from !== undefined) ranges.push([from, text.length]);
      from = undefined;
    } else text += part.replaceAll(OPEN_ANGLE, '<');
  }
  return { text, ranges };
}
