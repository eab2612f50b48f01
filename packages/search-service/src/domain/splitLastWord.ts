export interface SplitText {
  /** All but the last word. */
  readonly rest: string;
  /** Letters and digits alone, so that nothing in it is an operator of a query. */
  readonly lastWord: string;
}

const LAST_WORD = /(?:^|\s)([\p{L}\p{N}]+)$/u;

/**
 * Whoever types is not done with the last word: it is searched for as the beginning of one as well. Nothing is
 * split off when a quotation is open or the word is excluded.
 */
export function splitLastWord(text: string): SplitText | undefined {
  const lastWord = LAST_WORD.exec(text)?.[1];
  const quotes = text.split('"').length - 1;
  if (lastWord === undefined || quotes % 2 === 1) return undefined;
  return { rest: text.slice(0, -lastWord.length).trim(), lastWord };
}
