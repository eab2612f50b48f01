import {
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  context,
  propagation,
  trace,
  type Span,
} from '@opentelemetry/api';
import type { CloudEvent } from './contracts/CloudEvent.ts';

const tracer = trace.getTracer('@notes/events');

/** The fields of W3C Trace Context, in events and in the headers of messages. */
export interface TraceContext {
  readonly traceparent?: string;
  readonly tracestate?: string;
}

type Carrier = {
  readonly [Field in keyof TraceContext]?: TraceContext[Field] | undefined;
};

/** The trace fields of something that has more fields. */
export function traceIn({ traceparent, tracestate }: Carrier): TraceContext {
  return {
    ...(traceparent === undefined ? {} : { traceparent }),
    ...(tracestate === undefined ? {} : { tracestate }),
  };
}

/** The trace of the work at hand, to be kept with what comes of it. */
export function currentTrace(): TraceContext {
  return injected(context.active());
}

/**
 * Sends events under one span each. A span goes on with the trace its event was made in, also when the event has
 * waited in the outbox for its turn.
 */
export async function traceSending(
  topic: string,
  events: readonly CloudEvent[],
  send: (events: readonly CloudEvent[]) => Promise<void>,
): Promise<void> {
  const spans = events.map(event =>
    startSpan('send', { topic, kind: SpanKind.PRODUCER, carrier: event }),
  );
  const traced = events.map((event, index) => ({
    ...event,
    ...traceOf(spans[index]),
  }));
  await ending(spans, () => send(traced));
}

/** Handles a message in the trace of its sender. */
export async function traceProcessing<T>(
  topic: string,
  carrier: TraceContext,
  handle: () => Promise<T>,
): Promise<T> {
  const span = startSpan('process', {
    topic,
    kind: SpanKind.CONSUMER,
    carrier,
  });
  return ending([span], () =>
    context.with(trace.setSpan(ROOT_CONTEXT, span), handle),
  );
}

function startSpan(
  operation: string,
  options: { topic: string; kind: SpanKind; carrier: object },
): Span {
  const { topic, kind, carrier } = options;
  const attributes = {
    'messaging.operation.name': operation,
    'messaging.destination.name': topic,
  };
  const parent = propagation.extract(ROOT_CONTEXT, carrier);
  return tracer.startSpan(
    `${operation} ${topic}`,
    { kind, attributes },
    parent,
  );
}

function traceOf(span: Span | undefined): TraceContext {
  return span ? injected(trace.setSpan(ROOT_CONTEXT, span)) : {};
}

function injected(
  from: Parameters<typeof propagation.inject>[0],
): TraceContext {
  const carrier: { traceparent?: string; tracestate?: string } = {};
  propagation.inject(from, carrier);
  return traceIn(carrier);
}

async function ending<T>(
  spans: readonly Span[],
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    for (const span of spans) {
      span.recordException(error instanceof Error ? error : String(error));
      span.setStatus({ code: SpanStatusCode.ERROR });
    }
    throw error;
  } finally {
    for (const span of spans) span.end();
  }
}
