{% if values.consumes %}
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { DURATION_BUCKETS } from '../metrics.ts';
import { withTimeout } from '../withTimeout.ts';
{% else %}
import { Counter, type Registry } from 'prom-client';
{% endif %}
{% if values.produces %}
import type { CloudEvent } from './CloudEvent.ts';
{% endif %}
{% if values.consumes %}
import type { DeadLetter, EventBus, MessageHandler } from './EventBus.ts';
{% else %}
import type { EventBus } from './EventBus.ts';
{% endif %}
{% if values.produces and values.consumes %}
import { traceProcessing, traceSending } from './messageTracing.ts';
{% elif values.produces %}
import { traceSending } from './messageTracing.ts';
{% else %}
import { traceProcessing } from './messageTracing.ts';
{% endif %}

const TOPIC = 'messaging_destination_name';
{% if values.consumes %}
/** A scrape waits ten seconds; the broker gets two of them. */
const LAG_LIMIT_MS = 2_000;
{% endif %}

/** Counts, measures and traces what goes over a bus, whichever bus it is. */
export class ObservedEventBus implements EventBus {
  readonly #bus: EventBus;
{% if values.produces %}
  readonly #sent: Counter;
{% endif %}
{% if values.consumes %}
  readonly #consumed: Counter;
  readonly #deadLetters: Counter;
  readonly #duration: Histogram;
  readonly #subscribed = new Set<string>();
{% endif %}

  constructor(bus: EventBus, registry: Registry) {
    this.#bus = bus;
    const shared = { labelNames: [TOPIC], registers: [registry] };
{% if values.produces %}
    this.#sent = new Counter({
      name: 'messaging_client_sent_messages_total',
      help: 'Messages that the broker has taken.',
      ...shared,
    });
{% endif %}
{% if values.consumes %}
    this.#consumed = new Counter({
      name: 'messaging_client_consumed_messages_total',
      help: 'Messages taken from a topic, by outcome.',
      labelNames: [TOPIC, 'outcome'],
      registers: [registry],
    });
    this.#duration = new Histogram({
      name: 'messaging_process_duration_seconds',
      help: 'Duration of handling a message.',
      buckets: DURATION_BUCKETS,
      ...shared,
    });
    this.#deadLetters = new Counter({
      name: 'messaging_dead_letter_messages_total',
      help: 'Messages that were put aside for people to look at.',
      ...shared,
    });
    const lags: Gauge = new Gauge({
      name: 'messaging_consumer_lag_messages',
      help: 'Messages that wait in the partitions of this replica.',
      ...shared,
      collect: () => this.#measureLag(lags),
    });
{% endif %}
  }
{% if values.produces %}

  async publish(topic: string, ...events: readonly CloudEvent[]): Promise<void> {
    await traceSending(topic, events, (traced) => this.#bus.publish(topic, ...traced));
    this.#sent.inc({ [TOPIC]: topic }, events.length);
  }
{% endif %}
{% if values.consumes %}

  subscribe(topic: string, handle: MessageHandler): Promise<() => Promise<void>> {
    this.#subscribed.add(topic);
    // Present from the start, so that the first dead letter is a change and not a beginning.
    this.#deadLetters.inc({ [TOPIC]: topic }, 0);
    for (const outcome of ['handled', 'dead_lettered', 'failed']) this.#count(topic, outcome, 0);

    return this.#bus.subscribe(topic, async (message) => {
      const stop = this.#duration.startTimer({ [TOPIC]: topic });
      try {
        const outcome = await traceProcessing(topic, message.trace, () => handle(message));
        this.#count(topic, outcome);
        return outcome;
      } catch (error) {
        this.#count(topic, 'failed');
        throw error;
      } finally {
        stop();
      }
    });
  }

  async sendDeadLetter(topic: string, letter: DeadLetter): Promise<void> {
    await this.#bus.sendDeadLetter(topic, letter);
    this.#deadLetters.inc({ [TOPIC]: topic });
  }

  lag(topic: string): Promise<number> {
    return this.#bus.lag(topic);
  }
{% endif %}

  check(): Promise<void> {
    return this.#bus.check();
  }

  close(): Promise<void> {
    return this.#bus.close();
  }
{% if values.consumes %}

  #count(topic: string, outcome: string, by = 1): void {
    this.#consumed.inc({ [TOPIC]: topic, outcome }, by);
  }

  /** A scrape must not fail with the broker: an unknown lag is no number. */
  async #measureLag(lags: Gauge): Promise<void> {
    for (const topic of this.#subscribed) {
      const lag = await withTimeout(this.#bus.lag(topic), LAG_LIMIT_MS).catch(() => Number.NaN);
      lags.set({ [TOPIC]: topic }, lag);
    }
  }
{% endif %}
}
