import { Client } from 'pg';
import { backoffDelay } from '../consumer/backoff.ts';
import type { Logger } from '../parts.ts';

export const QUEUE_CHANNEL = 'notes_bus';
const RECONNECT = { baseMs: 500, maxMs: 10_000 };

/** Hears which queues got messages. It only makes things faster: who listens also polls. */
export class QueueListener {
  readonly #url: string;
  readonly #logger: Logger;
  readonly #listeners = new Map<string, Set<() => void>>();
  #client: Client | undefined;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;
  #failures = 0;

  constructor(url: string, logger: Logger) {
    this.#url = url;
    this.#logger = logger;
  }

  /** Calls back when the queue may have messages, until the answer is called. */
  on(queue: string, wake: () => void): () => void {
    const wakes = this.#listeners.get(queue) ?? new Set();
    this.#listeners.set(queue, wakes.add(wake));
    return () => wakes.delete(wake);
  }

  async connect(): Promise<void> {
    const client = new Client({
      connectionString: this.#url,
      application_name: 'notes-bus-listener',
      keepAlive: true,
    });
    client.on('error', error => {
      this.#lost(client, error);
    });
    client.on('end', () => {
      this.#lost(client, new Error('the connection ended'));
    });
    client.on('notification', ({ payload = '' }) => {
      this.#wake(this.#listeners.get(payload) ?? []);
    });
    this.#client = client;
    try {
      await client.connect();
      await client.query(`LISTEN ${QUEUE_CHANNEL}`);
    } catch (error) {
      this.#lost(client, error);
      return;
    }
    this.#failures = 0;
    // What came while nobody listened was heard by nobody.
    for (const wakes of this.#listeners.values()) this.#wake(wakes);
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#client?.end().catch(() => undefined);
  }

  #wake(wakes: Iterable<() => void>): void {
    for (const wake of wakes) wake();
  }

  #lost(client: Client, error: unknown): void {
    if (this.#closed || this.#client !== client) return;
    this.#client = undefined;
    client.end().catch(() => undefined);
    this.#failures += 1;
    if (this.#failures === 1) {
      this.#logger.warn({ err: error }, 'bus listener lost, polling meanwhile');
    }
    const delayMs = backoffDelay(this.#failures, RECONNECT);
    this.#timer = setTimeout(() => void this.connect(), delayMs);
  }
}
