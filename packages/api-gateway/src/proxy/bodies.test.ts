import assert from 'node:assert/strict';
import { once } from 'node:events';
import {
  request as httpRequest,
  type ClientRequest,
  type IncomingMessage,
} from 'node:http';

import { after, before, beforeEach, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { waitFor, type TestService } from '@notes/service-kit/testing';
import { startEcho, type EchoUpstream } from '../testing/echoUpstream.ts';
import { bearer, startGateway, to } from '../testing/gatewayFixture.ts';

/** Of one route, for what is slow; what is quick takes the others. */
const LIMIT_MS = 1_000;
const MOST_ATTEMPTS = 10;
let notes: EchoUpstream;
let auth: EchoUpstream;
let gateway: TestService;

before(async () => {
  notes = await startEcho('notes');
  auth = await startEcho('auth');
  gateway = await startGateway({
    notes: { ...to(notes.url), bodyLimitBytes: 20_000 },
    audit: { ...to(notes.url), timeoutMs: LIMIT_MS },
    auth: to(auth.url),
    search: to('http://127.0.0.1:1'),
  });
});
after(async () => {
  await gateway.close();
  await Promise.all([notes.close(), auth.close()]);
});
beforeEach(() => {
  notes.answer(undefined);
  notes.seen.length = 0;
  auth.seen.length = 0;
});

async function responseOf(client: ClientRequest): Promise<IncomingMessage> {
  const [response] = (await once(client, 'response')) as [IncomingMessage];
  return response;
}

test('a client that leaves within a JSON body is no failure of the gateway', async () => {
  const client = httpRequest(`${gateway.url}/api/notes`, {
    method: 'POST',
    headers: {
      ...(await bearer()),
      'content-type': 'application/json',
      'content-length': '1000',
      'x-request-id': 'broken-off-1',
    },
  });
  client.on('error', () => undefined);
  client.write('{"a":');
  client.flushHeaders();
  await waitFor(async () => {
    const { text } = await gateway.request('/metrics');
    return /http_server_active_requests [2-9]/.test(text);
  }, 'the request to arrive');
  client.destroy();
  const lines = () =>
    gateway.logged().filter(line => line.request_id === 'broken-off-1');
  await waitFor(() => lines().length > 0, 'the request to be logged');
  assert.deepEqual(
    lines().map(line => line.msg),
    ['request aborted'],
  );
});

test('bodies are streamed: the service reads the beginning before the client has sent the end', async () => {
  let first = '';
  notes.answer(async (request, response) => {
    for await (const chunk of request) first ||= String(chunk);
    response.end(first);
  });
  const client = httpRequest(`${gateway.url}/api/notes`, {
    method: 'POST',
    headers: { ...(await bearer()), 'content-type': 'text/plain' },
  });
  client.write('beginning');
  await waitFor(() => first !== '', 'the first part to arrive');
  client.end('end');
  const response = await responseOf(client);
  assert.equal(response.statusCode, 200);
  response.resume();
});

/** Sends for longer than the limit in all, part by part, and tells the longest pause. */
async function sendSlowly(): Promise<{ status: number; longestPause: number }> {
  const client = httpRequest(`${gateway.url}/api/audit/records`, {
    method: 'POST',
    headers: { ...(await bearer()), 'content-type': 'text/plain' },
  });
  const response = responseOf(client);
  // What is written after an early answer may find the connection closed.
  client.on('error', () => undefined);
  const began = performance.now();
  let [last, longestPause] = [began, 0];
  while (last - began < LIMIT_MS * 1.2) {
    client.write('part');
    await sleep(LIMIT_MS / 10);
    const now = performance.now();
    longestPause = Math.max(longestPause, now - last);
    last = now;
  }
  client.end();
  const { statusCode = 0 } = (await response).resume();
  return { status: statusCode, longestPause };
}

test('a slow sender is not taken for a slow service', async () => {
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
    const { longestPause, status } = await sendSlowly();
    if (status === 200) return;
    // A busy machine may have made a pause of its own, which proves nothing; then all is sent anew.
    assert.ok(longestPause > LIMIT_MS / 2, `${status} within its time`);
  }
  assert.fail('the machine was too busy to send within the limit');
});

for (const { chunked, type } of [
  { chunked: false, type: 'text/plain' },
  { chunked: true, type: 'text/plain' },
  { chunked: false, type: 'application/json' },
  { chunked: true, type: 'application/json' },
]) {
  const how = `${type}, ${chunked ? 'in chunks' : 'with its length'}`;
  test(`a body of the longest size passes and a longer one is a 413 problem: ${how}`, async () => {
    for (const [size, status] of [
      [20_000, 200],
      [20_001, 413],
    ] as const) {
      notes.seen.length = 0;
      const body = JSON.stringify({ content: 'x'.repeat(size - 14) });
      assert.equal(body.length, size);
      const client = httpRequest(`${gateway.url}/api/notes`, {
        method: 'POST',
        headers: {
          ...(await bearer()),
          'content-type': type,
          ...(chunked
            ? { 'transfer-encoding': 'chunked' }
            : { 'content-length': String(size) }),
        },
      });
      client.on('error', () => undefined);
      client.write(body.slice(0, 7_000));
      client.end(body.slice(7_000));
      const response = await responseOf(client);
      assert.equal(response.statusCode, status, `${size} bytes`);
      response.resume();
      assert.equal(notes.seen[0]?.body, status === 200 ? body : undefined);
    }
  });
}

test('an answer of many megabytes comes through whole, as fast as the client reads', async () => {
  const part = Buffer.alloc(65_536, 'x');
  notes.answer(async (_request, response) => {
    for (let count = 0; count < 320; count += 1) {
      if (!response.write(part)) await once(response, 'drain');
    }
    response.end();
  });
  const reply = await gateway.request('/api/notes', {
    headers: await bearer(),
  });
  assert.equal(reply.text.length, 320 * 65_536);
});

test('HEAD, 204 and 304 have no body', async () => {
  notes.answer((request, response) => {
    const status = Number(
      new URL(`http://x${request.url ?? ''}`).searchParams.get('s'),
    );
    response.writeHead(status, { etag: '"1"' });
    response.end();
  });
  for (const [method, status] of [
    ['HEAD', 200],
    ['DELETE', 204],
    ['GET', 304],
  ] as const) {
    const reply = await gateway.request(`/api/notes/1?s=${status}`, {
      method,
      headers: await bearer(),
    });
    assert.equal(reply.status, status);
    assert.equal(reply.headers.get('etag'), '"1"');
    assert.equal(reply.text, '');
  }
});
