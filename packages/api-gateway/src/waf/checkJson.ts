import { matchOf } from './checkValues.ts';
import { freeTextOf } from './freeText.ts';
import type { Match } from './Match.ts';
import { readJsonStrings } from './readJsonStrings.ts';

/**
 * Looks for attacks in the strings of a JSON body, but not in free text: below `content` or `title` of a note
 * nothing is read.
 */
export function* checkJson(text: string, service: string): Generator<Match> {
  const free = freeTextOf(service).json;
  for (const { path, value } of readJsonStrings(text)) {
    if (path.some(key => free.has(key))) continue;
    const match = matchOf(value, placeOf(path));
    if (match) yield match;
  }
}

function placeOf(path: readonly string[]): string {
  const plain = path.every(key => /^[\w-]{1,40}$/.test(key));
  return plain && path.length > 0
    ? `the member /${path.join('/')}`
    : 'the body';
}
