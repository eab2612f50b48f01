import { setTimeout as sleep } from 'node:timers/promises';
import type { Api, ApiReply, ApiRequest } from '../harness/Api.ts';
import type { Person } from '../harness/NotesSystem.ts';
import type { AcceptedNote, Ledger } from './Ledger.ts';
import type { Random } from './Random.ts';
import { isFailure, type Timeline } from './Timeline.ts';

export interface WriterOptions {
  readonly api: Api;
  readonly person: Person;
  readonly random: Random;
  readonly ledger: Ledger;
  readonly timeline: Timeline;
  readonly signal: AbortSignal;
  readonly pauseMs: number;
}

interface NoteBody {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly state: string;
}

const MIX = {
  create: 35,
  update: 35,
  remove: 8,
  restore: 4,
  read: 10,
  list: 8,
};
const MOST_ACTIVE = 40;
const RETRY_MS = 100;
const RESOLVE_WITHIN_MS = 90_000;

/**
 * One person who works on their notes, one request after the other. A write without a clear answer is asked about
 * until it is known whether it counts, as a careful client does.
 */
export class Writer {
  readonly #options: WriterOptions;

  constructor(options: WriterOptions) {
    this.#options = options;
  }

  async run(): Promise<void> {
    const { pauseMs, signal } = this.#options;
    while (!signal.aborted) {
      await this.#step();
      await sleep(pauseMs);
    }
  }

  async #step(): Promise<void> {
    const { ledger, person, random } = this.#options;
    const mine = ledger.of(person);
    const active = random.pick(mine.filter(({ state }) => state === 'active'));
    const removed = random.pick(
      mine.filter(({ state }) => state === 'deleted'),
    );
    const kind = random.weighted(MIX);
    if (
      active === undefined ||
      (kind === 'create' && mine.length < MOST_ACTIVE)
    )
      return this.#create();
    if (kind === 'update') return this.#update(active);
    if (kind === 'remove') return this.#remove(active);
    if (kind === 'restore' && removed) return this.#restore(removed);
    if (kind === 'list') {
      await this.#send({ path: '/api/notes?limit=20' });
      return;
    }
    await this.#read(active);
  }

  async #create(): Promise<void> {
    const { ledger, person } = this.#options;
    const { input, title, word } = this.#input();
    // The key makes the same request safe to send again.
    const reply = await this.#untilAnswered({
      ...{ method: 'POST', path: '/api/notes', json: input },
      headers: { 'idempotency-key': crypto.randomUUID() },
    });
    if (reply.status !== 201) {
      this.#wrong('creating', reply);
      return;
    }
    const { id, version } = reply.body as NoteBody;
    ledger.created({
      ...{ id, owner: person, word, title, version, state: 'active' },
    });
  }

  #update(note: AcceptedNote): Promise<void> {
    const { input, title, word } = this.#input();
    return this.#change(
      note,
      { method: 'PUT', path: `/api/notes/${note.id}`, json: input },
      { title, word },
    );
  }

  #remove(note: AcceptedNote): Promise<void> {
    const path = `/api/notes/${note.id}`;
    return this.#change(note, { method: 'DELETE', path }, { state: 'deleted' });
  }

  #restore(note: AcceptedNote): Promise<void> {
    const path = `/api/notes/${note.id}/restore`;
    return this.#change(note, { method: 'POST', path }, { state: 'active' });
  }

  async #change(
    note: AcceptedNote,
    request: ApiRequest,
    change: Partial<AcceptedNote>,
  ): Promise<void> {
    const { ledger } = this.#options;
    const reply = await this.#send({
      ...request,
      headers: { 'if-match': `"v${note.version}"` },
    });
    const after = { ...change, version: note.version + 1 };
    if (reply.status === 200 || reply.status === 204) {
      ledger.changed(note, after);
      return;
    }
    if (!isFailure(reply)) {
      this.#wrong(request.path, reply);
      return;
    }
    const now = await this.#untilAnswered({ path: `/api/notes/${note.id}` });
    const { state, title, version } = now.body as NoteBody;
    if (version === note.version) return;
    const expected = { ...note, ...after };
    if (
      version !== expected.version ||
      title !== expected.title ||
      state !== expected.state
    ) {
      this.#wrong(`what became of ${request.path}`, now);
      return;
    }
    // It was done, only its answer was lost.
    ledger.changed(note, after);
  }

  async #read(note: AcceptedNote): Promise<void> {
    const reply = await this.#send({ path: `/api/notes/${note.id}` });
    if (isFailure(reply)) return;
    const { version } = reply.body as NoteBody;
    if (reply.status !== 200 || version !== note.version)
      this.#wrong(`reading version ${note.version}`, reply);
  }

  #input() {
    const { random } = this.#options;
    const word = random.word();
    const title = `Note ${word}`;
    const input = {
      title,
      content: Array.from({ length: 20 }, () => random.word(6)).join(' '),
      tags: [`tag-${random.below(5)}`],
    };
    return { input, title, word };
  }

  /** Repeats a request that may be repeated until the other side says what became of it. */
  async #untilAnswered(request: ApiRequest): Promise<ApiReply> {
    const deadline = performance.now() + RESOLVE_WITHIN_MS;
    for (;;) {
      const reply = await this.#send(request);
      if (!isFailure(reply)) return reply;
      if (performance.now() > deadline) {
        throw new Error(
          `No answer to ${request.path} in ${RESOLVE_WITHIN_MS} ms`,
        );
      }
      await sleep(RETRY_MS);
    }
  }

  async #send(request: ApiRequest): Promise<ApiReply> {
    const { api, person, timeline } = this.#options;
    const from = performance.now();
    const reply = await api.send(person, request);
    timeline.record({
      ...{ method: request.method ?? 'GET', path: request.path },
      ...{ status: reply.status, from, to: performance.now() },
    });
    return reply;
  }

  #wrong(what: string, { body, status }: ApiReply): void {
    this.#options.ledger.violations.push(
      `${what} answered ${status}: ${JSON.stringify(body).slice(0, 300)}`,
    );
  }
}
