import type { Pool } from 'pg';
import type { EventBus } from '../EventBus.ts';
import {
  TOPIC_LABEL,
  consumedMessages,
  deadLetterMessages,
  measuredGauge,
  processDuration,
} from '../metrics.ts';
import type { LifecyclePart, Logger, Metrics } from '../parts.ts';
import { traceProcessing } from '../tracing.ts';
import { DEFAULT_BACKOFF, type Backoff } from './backoff.ts';
import {
  EventConsumer,
  type EventHandlers,
  type Outcome,
} from './EventConsumer.ts';
import { forgetProcessed } from './forgetProcessed.ts';
import { SharedTransaction, type EventBatch } from './SharedTransaction.ts';

export interface StartConsumerOptions {
  readonly bus: EventBus;
  readonly pool: Pool;
  readonly topic: string;
  readonly group: string;
  readonly handlers?: EventHandlers;
  /** Types whose events are handled many at once, as many as `concurrency` lets come together. */
  readonly batch?: EventBatch;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly lifecycle: LifecyclePart;
  /** How often an event is tried before it goes to the dead letters. */
  readonly attempts?: number;
  readonly backoff?: Backoff;
  /** How many keys are handled side by side. */
  readonly concurrency?: number;
  /** Whether what the handlers need answers, beside the database; while it does not, events wait. */
  readonly isWell?: () => Promise<boolean>;
  /** Between 0 and 1, for tests of the waits. */
  readonly random?: () => number;
}

export interface Consumer {
  /** Ends after the events in hand. */
  stop(): Promise<void>;
}

const OUTCOMES: readonly Outcome[] = ['handled', 'dead_lettered', 'failed'];

/** Starts to handle the events of a topic for a group, and stops before the bus and the pool close. */
export async function startConsumer(
  options: StartConsumerOptions,
): Promise<Consumer> {
  const { batch, bus, group, lifecycle, topic } = options;
  const { count, timed } = measure(options);
  const consumer = new EventConsumer({
    ...options,
    handlers: options.handlers ?? {},
    shared: batch && new SharedTransaction({ ...options, batch }),
    attempts: options.attempts ?? 8,
    backoff: options.backoff ?? DEFAULT_BACKOFF,
    isWell: () => isWell(options),
    onOutcome: count,
  });
  const subscription = await bus.subscribe({
    topic,
    group,
    ...(options.concurrency && { concurrency: options.concurrency }),
    handle: delivery =>
      timed(() =>
        traceProcessing(topic, delivery.trace, () => consumer.handle(delivery)),
      ),
  });
  const stopForgetting = forgetProcessed(options.pool, group, options.logger);
  lifecycle.onClose(`consumer of ${topic}`, () => {
    stopForgetting();
    return subscription.stop();
  });
  return subscription;
}

async function isWell(options: StartConsumerOptions): Promise<boolean> {
  try {
    await options.pool.query('SELECT 1');
    return (await options.isWell?.()) ?? true;
  } catch {
    return false;
  }
}

function measure({ bus, group, metrics, topic }: StartConsumerOptions) {
  const { registry } = metrics;
  const labels = { [TOPIC_LABEL]: topic };
  const consumed = consumedMessages(registry);
  const deadLetters = deadLetterMessages(registry);
  const duration = processDuration(registry);
  // Present from the start, so that the first dead letter is a change and not a beginning.
  deadLetters.inc(labels, 0);
  for (const outcome of OUTCOMES) consumed.inc({ ...labels, outcome }, 0);
  measuredGauge(registry, {
    name: 'messaging_consumer_lag_messages',
    help: 'Messages of the topic that the group has not settled.',
    labels,
    measure: () => bus.lag(topic, group),
  });
  return {
    count: (outcome: Outcome) => {
      consumed.inc({ ...labels, outcome });
      if (outcome === 'dead_lettered') deadLetters.inc(labels);
    },
    timed: async <T>(work: () => Promise<T>): Promise<T> => {
      const stop = duration.startTimer(labels);
      try {
        return await work();
      } finally {
        stop();
      }
    },
  };
}
