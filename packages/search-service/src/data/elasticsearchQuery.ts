import type { IndexQuery, Position } from '../domain/SearchIndex.ts';
import { MARK_END, MARK_START } from '../domain/marks.ts';

const WEIGHTED = ['title^10', 'tagWords^5', 'content^1'];
const PLAIN = ['title.plain^10', 'tagWords^5', 'content.plain^1'];

/** Words as they are and as the language stems them, as in PostgreSQL. */
export function mappingOf(language: string): object {
  const words = {
    type: 'text',
    analyzer: language,
    fields: { plain: { type: 'text', analyzer: 'standard' } },
  };
  return {
    settings: { number_of_replicas: 0, refresh_interval: '200ms' },
    mappings: {
      dynamic: false,
      properties: {
        noteId: { type: 'keyword' },
        ownerId: { type: 'keyword' },
        version: { type: 'integer', index: false },
        title: words,
        content: words,
        tags: { type: 'keyword' },
        tagWords: { type: 'text', analyzer: 'standard' },
        changedAt: { type: 'date' },
      },
    },
  };
}

/** Only values of this object come from a caller; the owner is a filter that no part of the text can lift. */
export function searchBody(query: IndexQuery): object {
  const { after, limit, matching, ownerId, tags } = query;
  const newest = matching === 'newest';
  return {
    size: limit,
    track_total_hits: false,
    track_scores: !newest,
    query: {
      bool: {
        filter: [
          { term: { ownerId } },
          ...tags.map(tag => ({ term: { tags: tag } })),
        ],
        must: newest ? [] : [textQuery(query)],
      },
    },
    sort: [
      ...(newest ? [] : [{ _score: 'desc' }]),
      { changedAt: 'desc' },
      { noteId: 'desc' },
    ],
    ...(after && { search_after: placeOf(after, newest) }),
    ...(newest ? {} : { highlight }),
  };
}

function placeOf(after: Position, newest: boolean): unknown[] {
  const { noteId, score } = after;
  const changedAt = Date.parse(after.changedAt);
  return newest ? [changedAt, noteId] : [score, changedAt, noteId];
}

const highlight = {
  pre_tags: [MARK_START],
  post_tags: [MARK_END],
  require_field_match: false,
  fields: {
    title: { number_of_fragments: 0 },
    content: { number_of_fragments: 3, fragment_size: 160 },
  },
};

function textQuery({ matching, text = '' }: IndexQuery): object {
  if (matching === 'similar') {
    const fields = ['title', 'tagWords'];
    return {
      multi_match: { query: text, fields, fuzziness: 'AUTO', operator: 'and' },
    };
  }
  // The simple syntax has quotations and never fails; it writes `or` as `|`.
  const simple = {
    query: text.replaceAll(/(?<=\s)or(?=\s)/gi, '|'),
    default_operator: 'and',
    flags: 'AND|OR|NOT|PHRASE|WHITESPACE',
  };
  const begun = { query: text, operator: 'and', type: 'bool_prefix' };
  const plainWords = !/"|(^|\s)-/.test(text);
  return {
    bool: {
      minimum_should_match: 1,
      should: [
        { simple_query_string: { ...simple, fields: WEIGHTED } },
        { simple_query_string: { ...simple, fields: PLAIN } },
        ...(plainWords ? [{ multi_match: { ...begun, fields: PLAIN } }] : []),
      ],
    },
  };
}
