import { createHash } from 'node:crypto';
import type { CloudEvent } from '../contracts/CloudEvent.ts';
import type { DeadLetter, Delivery } from '../EventBus.ts';
import { traceIn } from '../tracing.ts';

const LONGEST_REASON = 1_000;

export interface DeadLetterReason {
  readonly reason: string;
  readonly attempts: number;
  readonly event?: CloudEvent | undefined;
  readonly now: Date;
}

/** The letter about a message that one group gives up. */
export function deadLetterOf(
  delivery: Delivery,
  { reason, attempts, event, now }: DeadLetterReason,
): DeadLetter {
  return {
    id: letterId(delivery, event),
    topic: delivery.topic,
    group: delivery.group,
    key: delivery.key,
    ...(event && { eventId: event.id, eventType: event.type }),
    reason: reason.slice(0, LONGEST_REASON),
    attempts,
    firstSeen: delivery.firstSeen.toISOString(),
    failedAt: now.toISOString(),
    value: delivery.value,
    ...traceIn(delivery.trace),
  };
}

/** The same message of the same group has one letter, however often its delivery is repeated. */
function letterId(delivery: Delivery, event: CloudEvent | undefined): string {
  const hash = createHash('sha256')
    .update(`${delivery.topic}\n${delivery.group}\n`)
    .update(event?.id ?? delivery.value)
    .digest('hex');
  const variant = ((Number.parseInt(hash[16] ?? '0', 16) & 3) | 8).toString(16);
  // Version 8 of RFC 9562: a UUID whose bits are one's own.
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `${variant}${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join('-');
}
