{% if values.produces %}
import type { CloudEvent } from '../events/CloudEvent.ts';
{% endif %}
{% if values.consumes %}
import type { DeadLetter, EventBus, MessageHandler, ReceivedMessage } from '../events/EventBus.ts';
{% else %}
import type { EventBus } from '../events/EventBus.ts';
{% endif %}
{% if values.produces and values.consumes %}
import { traceIn } from '../events/messageTracing.ts';
{% endif %}
import type { Logger } from '../logger.ts';

/** Stands in for Kafka on a developer's machine: it logs what goes by and keeps nothing. */
export class LocalEventBus implements EventBus {
  readonly #logger: Logger;
{% if values.consumes %}
  readonly #handlers = new Map<string, MessageHandler>();
{% endif %}

  constructor(logger: Logger) {
    this.#logger = logger;
  }
{% if values.produces %}

{% if values.consumes %}
  async publish(topic: string, ...events: readonly CloudEvent[]): Promise<void> {
    for (const event of events) {
      this.#logger.info({ topic, event }, 'event published on the local bus');
      const value = JSON.stringify(event);
      await this.deliver(topic, { key: event.subject, value, trace: traceIn(event) });
    }
  }
{% else %}
  publish(topic: string, ...events: readonly CloudEvent[]): Promise<void> {
    for (const event of events) {
      this.#logger.info({ topic, event }, 'event published on the local bus');
    }
    return Promise.resolve();
  }
{% endif %}
{% endif %}
{% if values.consumes %}

  subscribe(topic: string, handle: MessageHandler): Promise<() => Promise<void>> {
    this.#handlers.set(topic, handle);
    return Promise.resolve(() => {
      this.#handlers.delete(topic);
      return Promise.resolve();
    });
  }

  sendDeadLetter(topic: string, letter: DeadLetter): Promise<void> {
    this.#logger.warn({ topic, ...letter }, 'dead letter on the local bus');
    return Promise.resolve();
  }

  lag(): Promise<number> {
    return Promise.resolve(0);
  }

  /** Hands a message to its subscriber, as a broker would. */
  async deliver(topic: string, message: ReceivedMessage): Promise<void> {
    await this.#handlers.get(topic)?.(message);
  }
{% endif %}

  check(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
{% if values.consumes %}
    this.#handlers.clear();
{% endif %}
    return Promise.resolve();
  }
}
