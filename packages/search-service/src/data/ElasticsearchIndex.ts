import { type HttpClient, type ClientResponse } from '@notes/service-kit';
import {
  GenerationGone,
  type Hit,
  type IndexQuery,
  type SearchIndex,
  type SearchNote,
  type TypoTolerance,
} from '../domain/SearchIndex.ts';
import { unmarked } from '../domain/marks.ts';
import { hitsOf } from './elasticsearchHits.ts';
import { mappingOf, searchBody } from './elasticsearchQuery.ts';

export interface ElasticsearchIndexOptions {
  readonly client: HttpClient;
  /** Beginning of the names of indexes. */
  readonly prefix: string;
  /** An analyzer of the server, such as `english`. */
  readonly language: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const NOT_FOUND = 404;

/**
 * The index in Elasticsearch or OpenSearch, over the part of their HTTP interface that both have: the client library
 * of each refuses the server of the other.
 *
 * @remarks
 * Writes wait until they can be found, so that `note.indexed` says the truth. They happen before the transaction
 * commits and are repeated with it; a version never overwrites a newer one.
 */
export class ElasticsearchIndex implements SearchIndex {
  readonly engine = 'elasticsearch';
  readonly typoTolerance: TypoTolerance = { enabled: true };
  readonly #options: ElasticsearchIndexOptions;

  constructor(options: ElasticsearchIndexOptions) {
    this.#options = options;
  }

  /** Resolves when the server answers. */
  async check(): Promise<void> {
    await this.#send({ path: '/' });
  }

  async create(generation: number): Promise<void> {
    const path = `/${this.#nameOf(generation)}`;
    const made = await this.#createWith(path, this.#options.language);
    if (made === 'unknown analyzer') await this.#createWith(path, 'standard');
  }

  async drop(generation: number): Promise<void> {
    await this.#ask({
      method: 'DELETE',
      path: `/${this.#nameOf(generation)}?ignore_unavailable=true`,
    });
  }

  async put(generation: number, notes: readonly SearchNote[]): Promise<void> {
    if (notes.length === 0) return;
    const lines = notes.flatMap(note => [
      {
        index: {
          _id: note.noteId,
          version: note.version,
          version_type: 'external_gte',
        },
      },
      documentOf(note),
    ]);
    const { body } = await this.#send({
      method: 'POST',
      path: `/${this.#nameOf(generation)}/_bulk?refresh=wait_for&require_alias=false`,
      headers: { 'content-type': 'application/x-ndjson' },
      body: lines.map(line => `${JSON.stringify(line)}\n`).join(''),
      idempotent: true,
    });
    refuseFailedItems(body);
  }

  async remove(generation: number, noteId: string): Promise<void> {
    const path = `/${this.#nameOf(generation)}/_doc/${noteId}?refresh=wait_for`;
    const { status, text } = await this.#ask({ method: 'DELETE', path });
    if (status >= 300 && status !== NOT_FOUND) throw failure(status, text);
  }

  async prepare(generation: number): Promise<void> {
    await this.#send({
      method: 'POST',
      path: `/${this.#nameOf(generation)}/_refresh`,
      idempotent: true,
    });
  }

  async search(generation: number, query: IndexQuery): Promise<Hit[]> {
    const { body, status, text } = await this.#ask({
      method: 'POST',
      path: `/${this.#nameOf(generation)}/_search`,
      json: searchBody(query),
      idempotent: true,
    });
    if (status === NOT_FOUND) throw gone(generation);
    if (status >= 300) throw failure(status, text);
    return hitsOf(body);
  }

  async count(generation: number): Promise<number> {
    const path = `/${this.#nameOf(generation)}/_count`;
    const { body, status, text } = await this.#ask({ path });
    if (status === NOT_FOUND) throw gone(generation);
    if (status >= 300) throw failure(status, text);
    return (body as { count: number }).count;
  }

  /** A server without the analyzers of languages keeps words as they are. */
  async #createWith(
    path: string,
    analyzer: string,
  ): Promise<'there' | 'unknown analyzer'> {
    const json = mappingOf(analyzer);
    const { status, text } = await this.#ask({ method: 'PUT', path, json });
    if (status < 300 || text.includes('resource_already_exists'))
      return 'there';
    const unknown = `analyzer [${analyzer}] has not been configured`;
    if (analyzer !== 'standard' && text.includes(unknown)) {
      return 'unknown analyzer';
    }
    throw failure(status, text);
  }

  #nameOf(generation: number): string {
    return `${this.#options.prefix}-${generation}`;
  }

  #ask(request: Parameters<HttpClient['request']>[0]): Promise<ClientResponse> {
    const headers = { ...this.#options.headers, ...request.headers };
    return this.#options.client.request({ ...request, headers });
  }

  async #send(
    request: Parameters<HttpClient['request']>[0],
  ): Promise<ClientResponse> {
    const response = await this.#ask(request);
    if (response.status >= 300) throw failure(response.status, response.text);
    return response;
  }
}

function documentOf(note: SearchNote) {
  const { changedAt, noteId, ownerId, tags, version } = note;
  return {
    ...{ noteId, ownerId, version, tags },
    tagWords: tags,
    title: unmarked(note.title),
    content: unmarked(note.content),
    changedAt: changedAt.toISOString(),
  };
}

interface BulkAnswer {
  readonly errors: boolean;
  readonly items: readonly {
    readonly index: { readonly status: number; readonly error?: unknown };
  }[];
}

/** That a newer version is there already is no failure. */
function refuseFailedItems(body: unknown): void {
  const { errors, items } = body as BulkAnswer;
  if (!errors) return;
  const failed = items.find(
    ({ index }) => index.status >= 300 && index.status !== 409,
  );
  if (failed) {
    throw failure(failed.index.status, JSON.stringify(failed.index.error));
  }
}

function gone(generation: number): GenerationGone {
  return new GenerationGone(`generation ${generation} is gone`);
}

/** The text of the server may quote a note, so only its beginning goes to the log. */
function failure(status: number, text: string): Error {
  return new Error(
    `the search server answered ${status}: ${text.slice(0, 200)}`,
  );
}
