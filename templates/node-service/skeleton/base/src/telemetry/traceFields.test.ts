import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { context, propagation, trace } from '@opentelemetry/api';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { createLogger } from '../logger.ts';
import { traceFields } from './traceFields.ts';

describe('the trace of a log line', () => {
  beforeAll(() => {
    new NodeTracerProvider().register();
  });
  afterAll(() => {
    trace.disable();
    context.disable();
    propagation.disable();
  });

  it('is absent outside of a trace', () => {
    expect(traceFields()).toEqual({});
  });

  it('is that of the span in which the line is written', () => {
    const output = new PassThrough();
    const logger = createLogger({ LOG_LEVEL: 'info', SERVICE_VERSION: 'test' }, output);
    trace.getTracer('test').startActiveSpan('work', (span) => {
      logger.info('inside');
      const { traceId, spanId } = span.spanContext();
      expect(JSON.parse(String(output.read()))).toMatchObject({
        trace_id: traceId,
        span_id: spanId,
      });
      span.end();
    });
  });
});
