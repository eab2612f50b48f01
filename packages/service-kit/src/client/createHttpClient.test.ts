import assert from 'node:assert/strict';
import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { test, type TestContext } from 'node:test';
import { runInScope } from '../telemetry/requestScope.ts';
import { waitFor } from '../testing/waitFor.ts';
import {
  createHttpClient,
  type HttpClientOptions,
} from './createHttpClient.ts';
import { UpstreamError } from './UpstreamError.ts';

async function setup(
  t: TestContext,
  answer: RequestListener,
  options: Partial<HttpClientOptions> = {},
) {
  const seen: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    seen.push(request);
    request.resume();
    answer(request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const client = createHttpClient({
    name: 'lamp-service',
    baseUrl: `http://127.0.0.1:${port}/base/`,
    timeoutMs: 1_000,
    retry: { attempts: 3, baseMs: 1 },
    ...options,
  });
  t.after(async () => {
    server.closeAllConnections();
    server.close();
    await client.close();
  });
  return { client, seen, server };
}

/** Answers with these statuses in turn, and with the last one from then on. */
function inTurn(...statuses: number[]): RequestListener {
  let count = 0;
  return (_request, response) => {
    response.statusCode = statuses[Math.min(count, statuses.length - 1)] ?? 200;
    count += 1;
    response.setHeader('content-type', 'application/json');
    response.end('{"ok":true}');
  };
}

test('an answer comes back with its parsed body, below the base URL', async t => {
  const { client, seen } = await setup(t, inTurn(200));
  const reply = await client.request({ path: '/lamps?on=true' });
  assert.equal(reply.status, 200);
  assert.deepEqual(reply.body, { ok: true });
  assert.equal(seen[0]?.url, '/base/lamps?on=true');
});

test('the request id and the trace go along', async t => {
  const { client, seen } = await setup(t, inTurn(200));
  const trace = {
    traceId: 'a'.repeat(32),
    spanId: 'b'.repeat(16),
    flags: '01',
  };
  await runInScope({ requestId: 'request-1', trace }, () =>
    client.request({ path: '/' }),
  );
  assert.equal(seen[0]?.headers['x-request-id'], 'request-1');
  assert.equal(
    seen[0].headers.traceparent,
    `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
  );
});

for (const { init, times, reason } of [
  { reason: 'a GET', init: {}, times: 3 },
  { reason: 'a DELETE', init: { method: 'DELETE' }, times: 3 },
  { reason: 'a POST', init: { method: 'POST', json: {} }, times: 1 },
  {
    reason: 'a POST with an Idempotency-Key',
    init: { method: 'POST', headers: { 'Idempotency-Key': 'k' } },
    times: 3,
  },
  {
    reason: 'a GET that is told to have effects',
    init: { idempotent: false },
    times: 1,
  },
] as const) {
  test(`${reason} is sent ${times} times while the answer is 503`, async t => {
    const { client, seen } = await setup(t, inTurn(503));
    const reply = await client.request({ path: '/', ...init });
    assert.equal(reply.status, 503);
    assert.equal(seen.length, times);
  });
}

test('a repeated request that succeeds answers as if nothing had been', async t => {
  const { client, seen } = await setup(t, inTurn(502, 503, 200));
  assert.equal((await client.request({ path: '/' })).status, 200);
  assert.equal(seen.length, 3);
});

test('a failure that repeating does not repair is sent once', async t => {
  const { client, seen } = await setup(t, inTurn(500));
  assert.equal((await client.request({ path: '/' })).status, 500);
  assert.equal(seen.length, 1);
});

test('whoever asks for more patience than a caller has gets no second try', async t => {
  const { client, seen } = await setup(t, (_request, response) => {
    response.writeHead(429, { 'retry-after': '60' }).end();
  });
  assert.equal((await client.request({ path: '/' })).status, 429);
  assert.equal(seen.length, 1);
});

test('a side that never answers fails with 504 after the limit, and hides its address', async t => {
  const { client } = await setup(t, () => undefined, {
    timeoutMs: 50,
    retry: { attempts: 1 },
  });
  await assert.rejects(client.request({ path: '/' }), (error: unknown) => {
    assert.ok(error instanceof UpstreamError);
    assert.equal(error.status, 504);
    assert.equal(error.reason, 'timeout');
    assert.doesNotMatch(error.message, /127\.0\.0\.1/);
    return true;
  });
});

test('a body that stops half way fails after the limit too', async t => {
  const { client } = await setup(
    t,
    (_request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half');
    },
    { timeoutMs: 50, retry: { attempts: 1 } },
  );
  await assert.rejects(client.request({ path: '/' }), { reason: 'timeout' });
});

test('a side that is away fails with 503', async t => {
  const { client, server } = await setup(t, inTurn(200));
  server.close();
  await assert.rejects(client.request({ path: '/' }), {
    status: 503,
    reason: 'unreachable',
  });
});

test('a side that keeps failing is left alone, and asked again after a while', async t => {
  let well = false;
  const { client, seen } = await setup(
    t,
    (_request, response) => {
      response.writeHead(well ? 200 : 500).end();
    },
    { breaker: { least: 4, resetMs: 100 } },
  );
  for (let count = 0; count < 4; count += 1)
    await client.request({ path: '/' });
  await assert.rejects(client.request({ path: '/' }), { reason: 'open' });
  assert.equal(seen.length, 4);

  well = true;
  await waitFor(
    () =>
      client.request({ path: '/' }).then(
        reply => reply.status === 200,
        () => false,
      ),
    'the breaker to close again',
  );
});
