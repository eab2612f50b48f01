import type { IndexQuery } from '../domain/SearchIndex.ts';
import { MARK_END, MARK_GAP, MARK_START } from '../domain/marks.ts';
import { asText, markTerm, ownedTerms } from './ownedWords.ts';
import { tableOf } from './postgresDocuments.ts';
import { Values, type Statement } from './Values.ts';

/** Of more notes than this that match, the newest are ranked: the cost of a query is bounded. */
export const MOST_RANKED = 250;
const LOOKED_AT_FIRST = 500;
/** Fragments are looked for in the beginning of a note; making them costs most of a query. */
const QUOTED_CHARACTERS = 10_000;
const EXCERPT_CHARACTERS = 200;
const WEIGHTS = `'{0.1, 0.3, 0.7, 1.0}'`;

const MARKS = `StartSel=${MARK_START}, StopSel=${MARK_END}`;
const TITLE_OPTIONS = `${MARKS}, HighlightAll=true`;
const CONTENT_OPTIONS = `${MARKS}, MaxFragments=3, MinWords=8, MaxWords=24, FragmentDelimiter=${MARK_GAP}`;

export interface SearchOptions {
  readonly generation: number;
  readonly language: string;
  /** What `termsStatement` made of the text; '' when nothing in it is a word. */
  readonly terms: string;
}

/** The statement for one page. All come with the owner as their first value. */
export function searchStatement(
  query: IndexQuery,
  { generation, language, terms }: SearchOptions,
): Statement {
  const values = new Values();
  const table = tableOf(generation);
  const owner = values.add(query.ownerId, 'text');
  const source = { table, owner, values, query, language, terms };
  const text =
    query.matching === 'newest'
      ? newest(source)
      : query.matching === 'exact'
        ? exact(source)
        : similar(source);
  return { text, values: values.all };
}

interface Source {
  readonly table: string;
  readonly owner: string;
  readonly values: Values;
  readonly query: IndexQuery;
  readonly language: string;
  readonly terms: string;
}

const COLUMNS =
  'd.note_id AS "noteId", d.version, d.title, d.tags, d.changed_at AS "changedAt"';

function newest({ owner, query, table, values }: Source): string {
  const { after, limit } = query;
  const position = after
    ? `AND (d.changed_at, d.note_id) < (${values.add(after.changedAt, 'timestamptz')}, ${values.add(after.noteId, 'uuid')})`
    : '';
  return `
    SELECT ${COLUMNS}, 0 AS score, d.title AS "markedTitle", left(d.content, ${EXCERPT_CHARACTERS}) AS "markedContent"
      FROM ${table} AS d
     WHERE d.owner_id = ${owner} ${tagCondition(query, values)} ${position}
     ORDER BY d.changed_at DESC, d.note_id DESC
     LIMIT ${values.add(limit, 'integer')}`;
}

function exact(source: Source): string {
  const { language, owner, query, table, values } = source;
  const terms = values.add(source.terms, 'tsquery');
  const owned = values.add(ownedTerms(source.terms, query.ownerId), 'tsquery');
  const stems = values.add(language, 'regconfig');
  const found = `d.search @@ (${ownerTerm(source)} && ${owned}) ${tagCondition(query, values)}`;
  const newestFirst = `ORDER BY d.changed_at DESC, d.note_id DESC LIMIT ${MOST_RANKED}`;
  // A word of most notes is found among the last ones, without a look at all; the condition on the number of those
  // is evaluated once, before the rest of the query that it guards.
  const candidates = `
    WITH recent AS MATERIALIZED (
      SELECT d.note_id
        FROM (SELECT * FROM ${table} AS own WHERE own.owner_id = ${owner}
               ORDER BY own.changed_at DESC, own.note_id DESC LIMIT ${LOOKED_AT_FIRST}) AS d
       WHERE ${found} ${newestFirst}),
    newest AS (
      SELECT note_id FROM recent WHERE (SELECT count(*) FROM recent) = ${MOST_RANKED}
      UNION ALL
      (SELECT d.note_id FROM ${table} AS d
        WHERE (SELECT count(*) FROM recent) < ${MOST_RANKED} AND d.owner_id = ${owner} AND ${found} ${newestFirst}))
    SELECT d.note_id, d.changed_at, ts_rank(${WEIGHTS}, d.search, ${owned}, 1) AS score
      FROM newest JOIN ${table} AS d USING (note_id)`;
  return page(source, candidates, {
    title: `ts_headline(${stems}, ${asText('d.title')}, ${terms}, '${TITLE_OPTIONS}')`,
    content: `ts_headline(${stems}, ${asText(`left(d.content, ${QUOTED_CHARACTERS})`)}, ${terms}, '${CONTENT_OPTIONS}')`,
  });
}

/** Titles and tags that look like the text; used when nothing has its very words. */
function similar(source: Source): string {
  const { owner, query, table, values } = source;
  const text = values.add((query.text ?? '').toLowerCase(), 'text');
  const candidates = `
    SELECT d.note_id, d.changed_at, word_similarity(${text}, d.names) AS score
      FROM ${table} AS d
     WHERE d.owner_id = ${owner} AND d.search @@ ${ownerTerm(source)}
       AND ${text} <% d.names ${tagCondition(query, values)}`;
  return page(source, candidates, {
    title: 'd.title',
    content: `left(d.content, ${EXCERPT_CHARACTERS})`,
  });
}

/** Only the notes of the page are quoted. */
function page(
  { query, table, values }: Source,
  candidates: string,
  quote: { readonly title: string; readonly content: string },
): string {
  const { after, limit } = query;
  const position = after
    ? `WHERE (score, changed_at, note_id) < (${values.add(after.score, 'real')}, ${values.add(after.changedAt, 'timestamptz')}, ${values.add(after.noteId, 'uuid')})`
    : '';
  return `
    WITH candidates AS (${candidates}),
    page AS (SELECT * FROM candidates ${position}
              ORDER BY score DESC, changed_at DESC, note_id DESC LIMIT ${values.add(limit, 'integer')})
    SELECT ${COLUMNS}, p.score, ${quote.title} AS "markedTitle", ${quote.content} AS "markedContent"
      FROM page AS p JOIN ${table} AS d USING (note_id)
     ORDER BY p.score DESC, p.changed_at DESC, p.note_id DESC`;
}

function tagCondition({ ownerId, tags }: IndexQuery, values: Values): string {
  if (tags.length === 0) return '';
  const all = tags.map(tag => markTerm('tag', tag)).join(' & ');
  return `AND d.search @@ ${values.add(ownedTerms(all, ownerId), 'tsquery')}`;
}

function ownerTerm({ query: { ownerId }, values }: Source): string {
  return values.add(ownedTerms(markTerm('owner', ownerId), ownerId), 'tsquery');
}
