import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { describe, test, type TestContext } from 'node:test';
import { context, propagation, trace } from '@opentelemetry/api';
import {
  InMemorySpanExporter,
  NodeTracerProvider,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-node';
import { createLogger } from './createLogger.ts';
import {
  currentTrace,
  outgoingHeaders,
  traceProcessing,
  traceSending,
} from './propagation.ts';
import { continueTrace, runInScope } from './requestScope.ts';

const TRACE = 'a'.repeat(32);
const SPAN = 'b'.repeat(16);
const PARENT = `00-${TRACE}-${SPAN}-01`;

function startSdk(t: TestContext) {
  const exporter = new InMemorySpanExporter();
  const provider = new NodeTracerProvider({
    spanProcessors: [new SimpleSpanProcessor(exporter)],
  });
  provider.register();
  t.after(async () => {
    await provider.shutdown();
    trace.disable();
    context.disable();
    propagation.disable();
  });
  return exporter;
}

function createTestLogger() {
  const output = new PassThrough();
  const config = { LOG_LEVEL: 'info', SERVICE_VERSION: '1' } as const;
  const logger = createLogger({ name: 'test', config, destination: output });
  const line = () =>
    JSON.parse(String(output.read())) as Record<string, unknown>;
  return { logger, line };
}

describe('a trace without an exporter', () => {
  for (const { given, reason } of [
    { reason: 'nothing', given: undefined },
    { reason: 'a text', given: 'hello' },
    { reason: 'a trace of zeros', given: `00-${'0'.repeat(32)}-${SPAN}-01` },
    { reason: 'a span of zeros', given: `00-${TRACE}-${'0'.repeat(16)}-01` },
    { reason: 'an unknown version', given: `ff-${TRACE}-${SPAN}-01` },
    { reason: 'more than one line', given: `${PARENT}\r\nx: y` },
  ]) {
    test(`begins anew after ${reason}`, () => {
      const begun = continueTrace(given);
      assert.match(begun.traceId, /^[\da-f]{32}$/);
      assert.notEqual(begun.traceId, TRACE);
      assert.match(begun.spanId, /^[\da-f]{16}$/);
    });
  }

  test('goes on with the trace of the sender, in a span of its own', () => {
    const next = continueTrace(PARENT, 'vendor=1');
    assert.equal(next.traceId, TRACE);
    assert.notEqual(next.spanId, SPAN);
    assert.deepEqual([next.flags, next.state], ['01', 'vendor=1']);
    assert.equal(continueTrace(PARENT, 'x'.repeat(600)).state, undefined);
  });

  test('gives each span an id of its own', () => {
    const ids = Array.from({ length: 3_000 }, () => continueTrace().spanId);
    assert.equal(new Set(ids).size, 3_000);
  });

  test('goes out with the request id, and is in the log', () => {
    const { line, logger } = createTestLogger();
    const scope = {
      requestId: 'request-1',
      trace: continueTrace(PARENT, 'v=1'),
    };
    runInScope(scope, () => {
      logger.info('inside');
      assert.deepEqual(outgoingHeaders(), {
        'x-request-id': 'request-1',
        traceparent: `00-${TRACE}-${scope.trace.spanId}-01`,
        tracestate: 'v=1',
      });
    });
    const { request_id, span_id, trace_id } = line();
    assert.deepEqual(
      [request_id, trace_id, span_id],
      ['request-1', TRACE, scope.trace.spanId],
    );
    assert.deepEqual(currentTrace(), {});
  });

  test('a message is handled in the trace it was made in', async () => {
    const { line, logger } = createTestLogger();
    await traceProcessing('notes-events', { traceparent: PARENT }, async () => {
      await Promise.resolve();
      logger.info('handled');
    });
    assert.equal(line().trace_id, TRACE);
  });

  test('a message that is sent keeps the trace it has', async () => {
    const sent: unknown[] = [];
    const message = { id: 1, traceparent: PARENT };
    await traceSending('notes-events', [message], async messages => {
      await Promise.resolve();
      sent.push(...messages);
    });
    assert.deepEqual(sent, [message]);
  });
});

describe('a trace with an exporter', () => {
  test('is that of the span in which a line is written', t => {
    startSdk(t);
    const { line, logger } = createTestLogger();
    trace.getTracer('test').startActiveSpan('work', span => {
      logger.info('inside');
      const { spanId, traceId } = span.spanContext();
      assert.equal(currentTrace().traceparent, `00-${traceId}-${spanId}-01`);
      // An instrumented client adds the trace itself; two would be one too many.
      assert.deepEqual(outgoingHeaders(), {});
      span.end();
      const { span_id, trace_id } = line();
      assert.deepEqual([trace_id, span_id], [traceId, spanId]);
    });
  });

  test('goes from a message that is sent to its handler, and tells of a failure', async t => {
    const exporter = startSdk(t);
    let sent: readonly { traceparent?: string }[] = [];
    await traceSending('topic', [{ traceparent: PARENT }], messages => {
      sent = messages;
      return Promise.resolve();
    });
    const { traceparent = '' } = sent[0] ?? {};
    await assert.rejects(
      traceProcessing('topic', { traceparent }, () =>
        Promise.reject(new Error('broken')),
      ),
      /broken/,
    );
    const [send, handle] = exporter.getFinishedSpans();
    assert.equal(send?.parentSpanContext?.spanId, SPAN);
    assert.equal(handle?.spanContext().traceId, TRACE);
    assert.equal(handle.parentSpanContext?.spanId, send.spanContext().spanId);
    assert.equal(handle.status.code, 2);
    assert.equal(handle.name, 'process topic');
  });
});

test('credentials never reach the log, however deep', () => {
  const { line, logger } = createTestLogger();
  logger.info({
    password: 'hidden',
    headers: { authorization: 'hidden', 'x-notes-identity': 'hidden' },
    request: { headers: { cookie: 'hidden', 'set-cookie': ['hidden'] } },
    a: { b: [{ c: { refreshToken: 'hidden', API_KEY: 'hidden' } }] },
    tokens: 3,
    err: new Error('shown'),
  });
  const written = line();
  const text = JSON.stringify(written);
  assert.doesNotMatch(text, /hidden/);
  assert.match(text, /"password":"\[Redacted\]"/);
  assert.match(text, /"message":"shown"/);
  assert.equal(written.tokens, 3);
});

test('what is logged is not changed, and may refer to itself', () => {
  const { line, logger } = createTestLogger();
  const body: Record<string, unknown> = { password: 'kept', note: 'a' };
  body.self = body;
  logger.info({ note: body.note, inner: { password: body.password } });
  assert.equal(body.password, 'kept');
  assert.equal(line().note, 'a');
  logger.info({ body });
  const text = JSON.stringify(line());
  assert.match(text, /\[Object\]/);
  assert.doesNotMatch(text, /kept/);
});
