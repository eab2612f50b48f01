import { createHash } from 'node:crypto';
import { OPEN_ANGLE } from '../domain/marks.ts';

/** A quoted word in the text of a tsvector or a tsquery. */
const QUOTED = /'((?:[^']|'')*)'/g;

/**
 * Each word in the index begins with the key of its owner, so that a beginning of a word leads to the words of one
 * owner and not to those of all. Two owners may share a key: the statement compares the owner itself too.
 */
export function ownerKey(ownerId: string): string {
  return createHash('sha256').update(ownerId).digest('hex').slice(0, 8);
}

/** The text of a tsquery with the words of one owner. */
export function ownedTerms(terms: string, ownerId: string): string {
  return terms.replace(QUOTED, `'${ownerKey(ownerId)}$1'`);
}

/** A tsquery for a word that no parser of text makes, because there is a blank in it. */
export function markTerm(kind: 'owner' | 'tag', value: string): string {
  return `'${`${kind} ${value}`.replaceAll(/['\\]/g, '$&$&')}'`;
}

/**
 * The vector of a note as an SQL expression. Title before tags before content; words as they are and as the language
 * stems them. Owner and tags are words as well: one index intersects everything.
 */
export function vectorExpression(language: string, characters: number): string {
  const title = asText('title');
  const text = asText(`left(content, ${characters})`);
  const words = `
    array_to_tsvector(ARRAY['owner ' || owner_id] || ARRAY(SELECT DISTINCT 'tag ' || tag FROM unnest(tags) AS tag))
      || setweight(to_tsvector(${language}, ${title}) || to_tsvector('simple', ${title}), 'A')
      || setweight(to_tsvector('simple', array_to_string(tags, ' ')), 'B')
      || setweight(to_tsvector(${language}, ${text}) || to_tsvector('simple', ${text}), 'C')`;
  return `regexp_replace((${words})::text, '''((?:[^'']|'''')*)''', '''' || owner_key || '\\1''', 'g')::tsvector`;
}

/** Notes are text: what looks like a tag in them is found and shown like everything else. */
export function asText(expression: string): string {
  return `translate(${expression}, '<', '${OPEN_ANGLE}')`;
}
