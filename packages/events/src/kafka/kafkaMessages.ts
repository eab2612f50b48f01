import type { KafkaMessage, Message } from 'kafkajs';
import {
  CLOUD_EVENT_CONTENT_TYPE,
  type CloudEvent,
} from '../contracts/CloudEvent.ts';
import type { LaneMessage } from './PartitionLanes.ts';
import { traceIn, type TraceContext } from '../tracing.ts';

/** On a replayed message: every other group passes it by. */
export const ONLY_GROUP = 'notes-only-group';

/** An event in the structured mode of the Kafka binding of CloudEvents. */
export function messageOf(event: CloudEvent): Message {
  return {
    key: event.subject,
    value: JSON.stringify(event),
    headers: { 'content-type': CLOUD_EVENT_CONTENT_TYPE, ...traceIn(event) },
  };
}

/** A message as the handler gets it. */
export function deliveryOf(
  message: KafkaMessage,
  place: { readonly topic: string; readonly group: string },
): LaneMessage['delivery'] {
  return {
    ...place,
    key: message.key?.toString() ?? '',
    value: message.value?.toString() ?? '',
    firstSeen: new Date(Number(message.timestamp)),
    trace: traceOf(message),
  };
}

export function headerOf(
  { headers }: KafkaMessage,
  name: string,
): string | undefined {
  return headers?.[name]?.toString();
}

function traceOf(message: KafkaMessage): TraceContext {
  return traceIn({
    traceparent: headerOf(message, 'traceparent'),
    tracestate: headerOf(message, 'tracestate'),
  });
}
