import type { Pool, PoolClient } from 'pg';
import type { CloudEvent } from '../contracts/CloudEvent.ts';
import type { EventsByType } from '../contracts/types.generated.ts';
import { deadLetterOf } from '../deadletters/deadLetterOf.ts';
import type { Delivery, EventBus, Settlement } from '../EventBus.ts';
import { inTransaction } from '../inTransaction.ts';
import type { Logger } from '../parts.ts';
import { backoffDelay, type Backoff } from './backoff.ts';
import { readEvent } from './readEvent.ts';
import type { SharedTransaction } from './SharedTransaction.ts';
import { Unprocessable } from './Unprocessable.ts';

/** What to do with each type, in a transaction that also records that it was done. */
export type EventHandlers = {
  readonly [Type in keyof EventsByType]?: (
    event: EventsByType[Type],
    client: PoolClient,
  ) => Promise<void>;
};

export type Outcome = 'handled' | 'dead_lettered' | 'failed';

export interface EventConsumerOptions {
  readonly bus: Pick<EventBus, 'sendDeadLetter'>;
  readonly pool: Pool;
  readonly handlers: EventHandlers;
  /** Handles its types in place of a handler, many events at once. */
  readonly shared?: SharedTransaction | undefined;
  readonly logger: Logger;
  readonly attempts: number;
  readonly backoff: Backoff;
  /** Whether everything that the handlers need answers; a failure while it does not is no fault of the event. */
  readonly isWell: () => Promise<boolean>;
  readonly onOutcome: (outcome: Outcome) => void;
  readonly random?: (() => number) | undefined;
}

const LOST_FACTOR = 3;

type AnyHandler = (event: CloudEvent, client: PoolClient) => Promise<void>;

/** Handles each event once, whatever is delivered again, and puts aside what cannot be handled. */
export class EventConsumer {
  readonly #options: EventConsumerOptions;
  readonly #handlers: ReadonlyMap<string, AnyHandler>;

  constructor(options: EventConsumerOptions) {
    this.#options = options;
    this.#handlers = new Map(
      Object.entries(options.handlers) as [string, AnyHandler][],
    );
  }

  async handle(delivery: Delivery): Promise<Settlement> {
    const read = readEvent(delivery.value, type => this.#handles(type));
    if ('poison' in read) return this.#putAside(delivery, read.poison);

    const { event } = read;
    if (!this.#handles(event.type)) return this.#settle('handled');

    if (this.#endsTheProcess(delivery)) {
      const reason = 'its handling ended the process again and again';
      return this.#putAside(delivery, reason, event);
    }
    try {
      await this.#handleOnce(delivery, event);
      return this.#settle('handled');
    } catch (error) {
      return this.#fail(delivery, event, error);
    }
  }

  #handles(type: string): boolean {
    return (
      this.#handlers.has(type) || this.#options.shared?.handles(type) === true
    );
  }

  /** Messages that were only fetched when a process died count as lost too, so it takes more than for a failure. */
  #endsTheProcess({ attempt, lost }: Delivery): boolean {
    return lost && attempt > this.#options.attempts * LOST_FACTOR;
  }

  /** The record of the event and what its handler writes are there together or not at all. */
  async #handleOnce(
    { attempt, group }: Delivery,
    event: CloudEvent,
  ): Promise<void> {
    const { shared } = this.#options;
    if (shared?.handles(event.type) === true) {
      return attempt === 1 ? shared.handle(event) : shared.handleAlone(event);
    }
    await inTransaction(this.#options.pool, async client => {
      const { rowCount } = await client.query(
        `INSERT INTO processed_events (consumer_group, event_id) VALUES ($1, $2) ON CONFLICT DO NOTHING`,
        [group, event.id],
      );
      if (rowCount === 1) {
        await this.#handlers.get(event.type)?.(event, client);
      }
    });
  }

  async #fail(
    delivery: Delivery,
    event: CloudEvent,
    error: unknown,
  ): Promise<Settlement> {
    const { attempts, isWell, logger } = this.#options;
    const { attempt, topic, group } = delivery;
    const about = {
      topic,
      group,
      eventId: event.id,
      type: event.type,
      attempt,
    };
    logger.warn({ err: error, ...about }, 'event could not be handled');
    if (error instanceof Unprocessable) {
      return this.#putAside(delivery, error.message, event);
    }
    if (attempt >= attempts && (await isWell())) {
      return this.#putAside(delivery, textOf(error), event);
    }
    return this.#retry(delivery);
  }

  async #putAside(
    delivery: Delivery,
    reason: string,
    event?: CloudEvent,
  ): Promise<Settlement> {
    const { bus, logger } = this.#options;
    const { attempt: attempts, topic, group } = delivery;
    const about = { topic, group, eventId: event?.id, reason, attempts };
    try {
      const now = new Date();
      const letter = deadLetterOf(delivery, { reason, attempts, event, now });
      await bus.sendDeadLetter(letter);
    } catch (error) {
      // It must not be lost, so it stays on its topic until the dead letters take it.
      logger.error({ err: error, ...about }, 'message could not be put aside');
      return this.#retry(delivery);
    }
    logger.error(about, 'message was put aside as a dead letter');
    return this.#settle('dead_lettered');
  }

  #retry({ attempt }: Delivery): Settlement {
    const { backoff, onOutcome, random } = this.#options;
    onOutcome('failed');
    return { retryInMs: backoffDelay(attempt, backoff, random) };
  }

  #settle(outcome: Outcome): Settlement {
    this.#options.onOutcome(outcome);
    return 'settled';
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
