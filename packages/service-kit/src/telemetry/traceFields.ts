import { isSpanContextValid, trace } from '@opentelemetry/api';
import { currentScope } from './requestScope.ts';

export interface TraceFields {
  readonly request_id?: string;
  readonly trace_id?: string;
  readonly span_id?: string;
}

/** Where a log line belongs: the names are those that log stores link to traces by. */
export function traceFields(): TraceFields {
  const scope = currentScope();
  const span = trace.getActiveSpan()?.spanContext();
  const exported = span && isSpanContextValid(span) ? span : undefined;
  const place = exported ?? scope?.trace;
  if (!place) return {};
  return {
    ...(scope ? { request_id: scope.requestId } : {}),
    trace_id: place.traceId,
    span_id: place.spanId,
  };
}
