import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SpanKind, SpanStatusCode, context, propagation, trace } from '@opentelemetry/api';
import {
  InMemorySpanExporter,
  NodeTracerProvider,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-node';
{% if values.produces %}
import type { CloudEvent } from './CloudEvent.ts';
{% endif %}
{% if values.produces and values.consumes %}
import { currentTrace, traceProcessing, traceSending } from './messageTracing.ts';
{% elif values.produces %}
import { currentTrace, traceSending } from './messageTracing.ts';
{% else %}
import { traceProcessing } from './messageTracing.ts';
{% endif %}

const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';
const traceparent = `00-${TRACE_ID}-b7ad6b7169203331-01`;

describe('the traces of messages', () => {
  const exporter = new InMemorySpanExporter();
  beforeAll(() => {
    const spanProcessors = [new SimpleSpanProcessor(exporter)];
    new NodeTracerProvider({ spanProcessors }).register();
  });
  afterAll(() => {
    trace.disable();
    context.disable();
    propagation.disable();
  });

  function finished() {
    const spans = exporter.getFinishedSpans().map((span) => ({
      name: span.name,
      kind: span.kind,
      traceId: span.spanContext().traceId,
      failed: span.status.code === SpanStatusCode.ERROR,
    }));
    exporter.reset();
    return spans;
  }
{% if values.produces %}

  const event = { id: 'event-1', subject: 'item-1', traceparent } as CloudEvent;

  it('go on from the change that made an event, however long it has waited', async () => {
    const sent: CloudEvent[] = [];
    await traceSending('items', [event, { ...event, id: 'event-2' }], (events) => {
      sent.push(...events);
      return Promise.resolve();
    });
    const one = { name: 'send items', kind: SpanKind.PRODUCER, traceId: TRACE_ID, failed: false };
    expect(finished()).toEqual([one, one]);
    expect(sent.map(({ id }) => id)).toEqual(['event-1', 'event-2']);
    expect(sent[0]?.traceparent).toContain(TRACE_ID);
    expect(sent[0]?.traceparent).not.toBe(traceparent);
  });

  it('show an event that could not be sent', async () => {
    const away = () => Promise.reject(new Error('broker is away'));
    await expect(traceSending('items', [event], away)).rejects.toThrow('broker is away');
    expect(finished()).toMatchObject([{ failed: true }]);
  });

  it('are kept with what comes of the work at hand, and absent outside of it', () => {
    expect(currentTrace()).toEqual({});
    trace.getTracer('test').startActiveSpan('work', (span) => {
      expect(currentTrace().traceparent).toContain(span.spanContext().traceId);
    });
  });
{% endif %}
{% if values.consumes %}

  it('go on from the sender of a message to what handles it', async () => {
    const handle = () => Promise.resolve(trace.getActiveSpan()?.spanContext().traceId);
    expect(await traceProcessing('requests', { traceparent }, handle)).toBe(TRACE_ID);
    expect(finished()).toEqual([
      { name: 'process requests', kind: SpanKind.CONSUMER, traceId: TRACE_ID, failed: false },
    ]);
  });

  it('begin with a message that brings none, and show a failure', async () => {
    const handle = () => Promise.reject(new Error('store is away'));
    await expect(traceProcessing('requests', {}, handle)).rejects.toThrow('store is away');
    expect(finished()).toMatchObject([{ failed: true }]);
  });
{% endif %}
});
