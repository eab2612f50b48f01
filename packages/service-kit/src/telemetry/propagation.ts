import {
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  context,
  isSpanContextValid,
  propagation,
  trace,
  type Context,
  type Span,
} from '@opentelemetry/api';
import { randomUUID } from 'node:crypto';
import { continueTrace, currentScope, runInScope } from './requestScope.ts';

/** The fields of W3C Trace Context, in events and in the headers of messages. */
export interface TraceContext {
  readonly traceparent?: string;
  readonly tracestate?: string;
}

/** The trace of the work at hand, to be kept with what comes of it. */
export function currentTrace(): TraceContext {
  if (isExported()) return injected(context.active());
  const here = currentScope()?.trace;
  if (!here) return {};
  return {
    traceparent: `00-${here.traceId}-${here.spanId}-${here.flags}`,
    ...(here.state === undefined ? {} : { tracestate: here.state }),
  };
}

/** Headers by which another service goes on with this request; instrumented clients add the trace themselves. */
export function outgoingHeaders(): Record<string, string> {
  const scope = currentScope();
  return {
    ...(scope ? { 'x-request-id': scope.requestId } : {}),
    ...(isExported() ? {} : currentTrace()),
  };
}

/**
 * Sends messages under one span each. A span goes on with the trace its message was made in, also when the
 * message has waited in a table for its turn.
 */
export async function traceSending<M extends TraceContext>(
  destination: string,
  messages: readonly M[],
  send: (messages: readonly M[]) => Promise<void>,
): Promise<void> {
  const spans = messages.map(message =>
    startSpan('send', destination, SpanKind.PRODUCER, message),
  );
  const traced = messages.map((message, index) => ({
    ...message,
    ...traceOf(spans[index]),
  }));
  await ending(spans, () => send(traced));
}

/** Handles a message in the trace of its sender; what is logged meanwhile carries that trace. */
export async function traceProcessing<T>(
  destination: string,
  carrier: TraceContext,
  handle: () => Promise<T>,
): Promise<T> {
  const span = startSpan('process', destination, SpanKind.CONSUMER, carrier);
  const scope = {
    requestId: randomUUID(),
    trace: continueTrace(carrier.traceparent, carrier.tracestate),
  };
  return ending([span], () =>
    runInScope(scope, () =>
      context.with(trace.setSpan(ROOT_CONTEXT, span), handle),
    ),
  );
}

function isExported(): boolean {
  const span = trace.getActiveSpan()?.spanContext();
  return span !== undefined && isSpanContextValid(span);
}

function startSpan(
  operation: string,
  destination: string,
  kind: SpanKind,
  carrier: TraceContext,
): Span {
  const attributes = {
    'messaging.operation.name': operation,
    'messaging.destination.name': destination,
  };
  const parent = propagation.extract(ROOT_CONTEXT, carrier);
  const name = `${operation} ${destination}`;
  const tracer = trace.getTracer('@notes/service-kit');
  return tracer.startSpan(name, { kind, attributes }, parent);
}

function traceOf(span: Span | undefined): TraceContext {
  return span ? injected(trace.setSpan(ROOT_CONTEXT, span)) : {};
}

function injected(from: Context): TraceContext {
  const carrier: { traceparent?: string; tracestate?: string } = {};
  propagation.inject(from, carrier);
  return carrier;
}

async function ending<T>(
  spans: readonly Span[],
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    for (const span of spans) {
      span.recordException(
        error instanceof Error ? error : new Error(String(error)),
      );
      span.setStatus({ code: SpanStatusCode.ERROR });
    }
    throw error;
  } finally {
    for (const span of spans) span.end();
  }
}
