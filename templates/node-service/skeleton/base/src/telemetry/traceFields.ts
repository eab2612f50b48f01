import { isSpanContextValid, trace } from '@opentelemetry/api';

export interface TraceFields {
  readonly trace_id?: string;
  readonly span_id?: string;
}

/** Where a log line belongs: the names are those that log stores link to traces by. */
export function traceFields(): TraceFields {
  const span = trace.getActiveSpan()?.spanContext();
  if (!span || !isSpanContextValid(span)) return {};
  return { trace_id: span.traceId, span_id: span.spanId };
}
