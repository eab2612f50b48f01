{% if values.produces %}
import type { CloudEvent } from './CloudEvent.ts';
{% endif %}
{% if values.consumes %}
import type { TraceContext } from './messageTracing.ts';

export interface ReceivedMessage {
  readonly key: string | undefined;
  readonly value: string;
  readonly trace: TraceContext;
}

/** What became of a message: done, or put aside because no retry can help. */
export type Outcome = 'handled' | 'dead_lettered';

/** A handler that throws gets the same message again, so it must be safe to repeat. */
export type MessageHandler = (message: ReceivedMessage) => Promise<Outcome>;

/** A message that no retry can help, kept with the reason for people to look at. */
export interface DeadLetter {
  readonly message: ReceivedMessage;
  readonly reason: string;
}
{% endif %}

export interface EventBus {
{% if values.produces %}
  /** Resolves when the broker has the events. Events with the same subject keep their order. */
  publish(topic: string, ...events: readonly CloudEvent[]): Promise<void>;
{% endif %}
{% if values.consumes %}
  /** Resolves to a function that stops after the message in hand. */
  subscribe(topic: string, handle: MessageHandler): Promise<() => Promise<void>>;
  sendDeadLetter(topic: string, letter: DeadLetter): Promise<void>;
  /** How many messages of the topic wait for this replica. */
  lag(topic: string): Promise<number>;
{% endif %}
  check(): Promise<void>;
  close(): Promise<void>;
}
