import { randomUUID } from 'node:crypto';
import { currentTrace } from '../tracing.ts';
import type { CloudEvent } from './CloudEvent.ts';
import { InvalidEvent } from './InvalidEvent.ts';
import type { EventsByType } from './types.generated.ts';
import { checkOutgoing } from './validators.ts';

export type EventType = keyof EventsByType;

export interface NewEvent<Type extends EventType> {
  readonly type: Type;
  /** The ordering key: the note, the user, or what was administered. */
  readonly subject: string;
  /** The service that says it, such as `/services/notes-service`. */
  readonly source: string;
  readonly data: EventsByType[Type]['data'];
  /** The event that this one follows from. */
  readonly cause?: CloudEvent | undefined;
  readonly time?: Date;
}

/** Brokers refuse more than a mebibyte; the rest is for headers and for the framing of a batch. */
export const MAX_EVENT_BYTES = 900 * 1024;

/**
 * Makes an event that keeps its contract, in the trace of the work at hand.
 *
 * @throws InvalidEvent, which names every field that is wrong
 */
export function createEvent<Type extends EventType>(
  options: NewEvent<Type>,
): EventsByType[Type] {
  const { type, subject, source, data, cause, time = new Date() } = options;
  const event: CloudEvent = {
    specversion: '1.0',
    id: randomUUID(),
    source,
    type,
    subject,
    time: time.toISOString(),
    datacontenttype: 'application/json',
    ...currentTrace(),
    ...(cause && {
      correlationid: cause.correlationid ?? cause.id,
      causationid: cause.id,
    }),
    data,
  };
  assertValid(event);
  return event as EventsByType[Type];
}

function assertValid(event: CloudEvent): void {
  const text = JSON.stringify(event);
  const violations = [
    ...checkOutgoing(JSON.parse(text), event.type),
    // PostgreSQL keeps no text with the character zero, and neither would most readers.
    ...(text.includes(String.raw`\u0000`)
      ? ['event must not hold the character zero']
      : []),
    ...(Buffer.byteLength(text) > MAX_EVENT_BYTES
      ? [`event must not be larger than ${MAX_EVENT_BYTES} bytes`]
      : []),
  ];
  if (violations.length > 0) throw new InvalidEvent(event.type, violations);
}
