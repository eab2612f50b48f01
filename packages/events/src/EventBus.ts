import type { CloudEvent } from './contracts/CloudEvent.ts';
import type { TraceContext } from './tracing.ts';

/** A message as it came: nothing is known of it yet but where it lay. */
export interface Delivery {
  readonly topic: string;
  readonly group: string;
  readonly key: string;
  readonly value: string;
  /** 1 for the first time. A bus that cannot know of earlier processes counts from their end. */
  readonly attempt: number;
  /** Whether the last attempt ended without a word, because its process did. */
  readonly lost: boolean;
  /** When the message was put on the topic. */
  readonly firstSeen: Date;
  readonly trace: TraceContext;
}

/** What the bus does next: forget the message, or bring it again while its key waits. */
export type Settlement = 'settled' | { readonly retryInMs: number };

export interface SubscribeOptions {
  readonly topic: string;
  readonly group: string;
  /** One message per key at a time. A throw brings the message again after a second. */
  readonly handle: (delivery: Delivery) => Promise<Settlement>;
  /** How many keys are handled side by side; 4 unless told. */
  readonly concurrency?: number;
}

export interface Subscription {
  /** Ends after the messages in hand. */
  stop(): Promise<void>;
}

/** A message that no retry could help, for people to look at. */
export interface DeadLetter extends TraceContext {
  readonly id: string;
  readonly topic: string;
  /** The group that failed; a replay goes to no other. */
  readonly group: string;
  readonly key: string;
  /** Absent when the message was no event. */
  readonly eventId?: string;
  readonly eventType?: string;
  readonly reason: string;
  readonly attempts: number;
  readonly firstSeen: string;
  readonly failedAt: string;
  readonly value: string;
}

export interface DeadLetterQuery {
  readonly limit: number;
  readonly group?: string | undefined;
  readonly ids?: readonly string[] | undefined;
}

export interface EventBus {
  /** Resolves when the bus has the events for good. Events with the same subject keep their order. */
  publish(topic: string, events: readonly CloudEvent[]): Promise<void>;
  subscribe(options: SubscribeOptions): Promise<Subscription>;
  /** How many messages of the topic the group has not settled. */
  lag(topic: string, group: string): Promise<number>;
  /** Puts a message aside; the same letter twice is one. */
  sendDeadLetter(letter: DeadLetter): Promise<void>;
  /** Oldest first. */
  readDeadLetters(query: DeadLetterQuery): Promise<DeadLetter[]>;
  /** Brings a message back to the group that failed and takes its letter away. */
  replayDeadLetter(letter: DeadLetter): Promise<void>;
  /** Throws when the bus does not answer. */
  check(): Promise<void>;
  /** Stops what subscribes, then disconnects. */
  close(): Promise<void>;
}
