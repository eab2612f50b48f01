import type { Counter } from 'prom-client';
import type { CloudEvent } from './contracts/CloudEvent.ts';
import type {
  DeadLetter,
  DeadLetterQuery,
  EventBus,
  SubscribeOptions,
  Subscription,
} from './EventBus.ts';
import { TOPIC_LABEL, sentMessages } from './metrics.ts';
import type { Metrics } from './parts.ts';
import { traceSending } from './tracing.ts';

/** Counts and traces what is sent over a bus, whichever bus it is. */
export class ObservedEventBus implements EventBus {
  readonly #bus: EventBus;
  readonly #sent: Counter;

  constructor(bus: EventBus, { registry }: Metrics) {
    this.#bus = bus;
    this.#sent = sentMessages(registry);
  }

  async publish(topic: string, events: readonly CloudEvent[]): Promise<void> {
    await traceSending(topic, events, traced =>
      this.#bus.publish(topic, traced),
    );
    this.#sent.inc({ [TOPIC_LABEL]: topic }, events.length);
  }

  subscribe(options: SubscribeOptions): Promise<Subscription> {
    return this.#bus.subscribe(options);
  }

  lag(topic: string, group: string): Promise<number> {
    return this.#bus.lag(topic, group);
  }

  sendDeadLetter(letter: DeadLetter): Promise<void> {
    return this.#bus.sendDeadLetter(letter);
  }

  readDeadLetters(query: DeadLetterQuery): Promise<DeadLetter[]> {
    return this.#bus.readDeadLetters(query);
  }

  replayDeadLetter(letter: DeadLetter): Promise<void> {
    return this.#bus.replayDeadLetter(letter);
  }

  check(): Promise<void> {
    return this.#bus.check();
  }

  close(): Promise<void> {
    return this.#bus.close();
  }
}
