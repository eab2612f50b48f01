import { inTransaction } from '@notes/service-kit';
import type { Pool, PoolClient } from 'pg';
import {
  GenerationGone,
  type Hit,
  type IndexQuery,
  type SearchIndex,
  type SearchNote,
  type TypoTolerance,
} from '../domain/SearchIndex.ts';
import { MARK_GAP } from '../domain/marks.ts';
import {
  createStatements,
  putStatement,
  rowsOf,
  tableOf,
} from './postgresDocuments.ts';
import { searchStatement } from './searchStatement.ts';
import { termsStatement } from './termsStatement.ts';
import type { Statement } from './Values.ts';

export interface PostgresSearchIndexOptions {
  readonly pool: Pool;
  /** A text search configuration of the server. */
  readonly language: string;
  readonly typoTolerance: TypoTolerance;
}

type Row = Omit<Hit, 'markedContent'> & { readonly markedContent: string };

const UNDEFINED_TABLE = '42P01';
/** Half of the letters of a word in a row: "recieve" still finds "receive". */
const SIMILAR_ENOUGH = 0.4;

/** The index in the service's own database: it changes with the transaction that took the event. */
export class PostgresSearchIndex implements SearchIndex {
  readonly engine = 'postgresql';
  readonly typoTolerance: TypoTolerance;
  readonly #pool: Pool;
  readonly #language: string;

  constructor(options: PostgresSearchIndexOptions) {
    this.#pool = options.pool;
    this.#language = options.language;
    this.typoTolerance = options.typoTolerance;
  }

  async create(generation: number): Promise<void> {
    const typos = this.typoTolerance.enabled;
    for (const statement of createStatements(generation, typos)) {
      await this.#pool.query(statement);
    }
  }

  async drop(generation: number): Promise<void> {
    await this.#pool.query(`DROP TABLE IF EXISTS ${tableOf(generation)}`);
  }

  async put(
    generation: number,
    notes: readonly SearchNote[],
    client: PoolClient,
  ): Promise<void> {
    if (notes.length === 0) return;
    await client.query(putStatement(generation), [
      rowsOf(notes),
      this.#language,
    ]);
  }

  async remove(
    generation: number,
    noteId: string,
    client: PoolClient,
  ): Promise<void> {
    await client.query(
      `DELETE FROM ${tableOf(generation)} WHERE note_id = $1`,
      [noteId],
    );
  }

  async prepare(generation: number): Promise<void> {
    await this.#pool.query(`ANALYZE ${tableOf(generation)}`);
  }

  async search(generation: number, query: IndexQuery): Promise<Hit[]> {
    const statement = await this.statementFor(generation, query);
    if (!statement) return [];
    const rows = await unlessGone(
      generation,
      query.matching === 'similar'
        ? this.#searchSimilar(statement)
        : this.#rowsOf(this.#pool, statement),
    );
    return rows.map(hitOf);
  }

  /** Nothing when there is no word to look for. */
  async statementFor(
    generation: number,
    query: IndexQuery,
  ): Promise<Statement | undefined> {
    const terms =
      query.matching === 'exact' ? await this.#termsOf(query.text ?? '') : '';
    if (query.matching === 'exact' && terms === '') return undefined;
    return searchStatement(query, {
      generation,
      language: this.#language,
      terms,
    });
  }

  async count(generation: number): Promise<number> {
    const { rows } = await unlessGone(
      generation,
      this.#pool.query<{ count: number }>(
        `SELECT count(*)::int AS count FROM ${tableOf(generation)}`,
      ),
    );
    return rows[0]?.count ?? 0;
  }

  async #termsOf(question: string): Promise<string> {
    const { text, values } = termsStatement(question, this.#language);
    const { rows } = await this.#pool.query<{ terms: string }>(text, [
      ...values,
    ]);
    return rows[0]?.terms ?? '';
  }

  async #searchSimilar(statement: Statement): Promise<Row[]> {
    if (!this.typoTolerance.enabled) return [];
    return inTransaction(this.#pool, async client => {
      await client.query(
        `SET LOCAL pg_trgm.word_similarity_threshold = ${SIMILAR_ENOUGH}`,
      );
      return this.#rowsOf(client, statement);
    });
  }

  async #rowsOf(
    client: Pick<PoolClient, 'query'>,
    { text, values }: Statement,
  ): Promise<Row[]> {
    const { rows } = await client.query<Row>(text, [...values]);
    return rows;
  }
}

function hitOf({ markedContent, ...row }: Row): Hit {
  return { ...row, markedContent: markedContent.split(MARK_GAP) };
}

async function unlessGone<T>(generation: number, asked: Promise<T>) {
  try {
    return await asked;
  } catch (error) {
    if ((error as { code?: unknown }).code !== UNDEFINED_TABLE) throw error;
    throw new GenerationGone(`generation ${generation} is gone`);
  }
}
