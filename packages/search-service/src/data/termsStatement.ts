import { splitLastWord } from '../domain/splitLastWord.ts';
import { Values, type Statement } from './Values.ts';

/**
 * Asks PostgreSQL what the text looks for, as web searches read it: quotations, `or`, `-word`; and the last word as
 * the beginning of one.
 */
export function termsStatement(text: string, language: string): Statement {
  const values = new Values();
  const stems = values.add(language, 'regconfig');
  const whole = values.add(text, 'text');
  const both = `websearch_to_tsquery(${stems}, ${whole}) || websearch_to_tsquery('simple', ${whole})`;
  const split = splitLastWord(text);
  if (!split)
    return { text: `SELECT (${both})::text AS terms`, values: values.all };

  const rest = values.add(split.rest, 'text');
  const last = values.add(`${split.lastWord}:*`, 'text');
  const begun = `websearch_to_tsquery(${stems}, ${rest}) && to_tsquery('simple', ${last})`;
  return {
    text: `SELECT (${both} || (${begun}))::text AS terms`,
    values: values.all,
  };
}
