import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Agent, request as httpRequest, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { after, before, beforeEach, test } from 'node:test';
import { waitFor, type TestService } from '@notes/service-kit/testing';
import { Pool } from 'undici';
import { startEcho, type EchoUpstream } from '../testing/echoUpstream.ts';
import { bearer, startGateway, to } from '../testing/gatewayFixture.ts';
import { rawRequest, statusesOf } from '../testing/rawRequest.ts';
import { exchange } from './exchange.ts';
import type { Ending } from './ProxyHandler.ts';

let notes: EchoUpstream;
let gateway: TestService;

before(async () => {
  notes = await startEcho();
  gateway = await startGateway({
    notes: { ...to(notes.url), bodyLimitBytes: 50_000_000 },
    // For what stalls; what is quick takes the other one, which has time.
    audit: { ...to(notes.url), timeoutMs: 100 },
  });
});
after(async () => {
  await gateway.close();
  await notes.close();
});
beforeEach(() => {
  notes.answer(undefined);
});

test('a service may refuse before it has read the body, and the connection is not used again', async () => {
  notes.answer((_request, response) => {
    response.writeHead(403).end('refused');
  });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  for (let count = 0; count < 3; count += 1) {
    const client = httpRequest(`${gateway.url}/api/notes`, {
      agent,
      method: 'POST',
      headers: { ...(await bearer()), 'content-length': '20000000' },
    });
    const closed = once(client, 'close');
    // The gateway closes while there is still something to send.
    client.on('error', () => undefined);
    client.write(Buffer.alloc(100_000));
    const [response] = (await once(client, 'response')) as [
      NodeJS.ReadableStream & { statusCode: number },
    ];
    assert.equal(response.statusCode, 403);
    response.resume();
    client.destroy();
    await closed;
  }
  agent.destroy();
  notes.answer(undefined);
  const next = await gateway.request('/api/notes', { headers: await bearer() });
  assert.equal(next.status, 200);
});

test('a service that stalls within its answer cuts the client off', async () => {
  notes.answer((_request, response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('half');
  });
  await assert.rejects(
    gateway.request('/api/audit/records', { headers: await bearer() }),
  );
});

test('a client that waits for 100 Continue gets it, and the service gets the body', async () => {
  const { authorization } = await bearer();
  const answer = await rawRequest(
    gateway.url,
    `POST /api/notes HTTP/1.1\r\nHost: a\r\nAuthorization: ${authorization}\r\nExpect: 100-continue\r\nContent-Length: 4\r\nConnection: close\r\n\r\nbody`,
  );
  assert.deepEqual(statusesOf(answer), [100, 200]);
  assert.equal(notes.seen.at(-1)?.body, 'body');
  assert.equal(notes.seen.at(-1)?.headers.expect, undefined);
});

test('a client that takes nothing of its answer is let go after a while', async t => {
  const part = Buffer.alloc(65_536);
  notes.answer((_request, response) => {
    const fill = () => {
      while (!response.destroyed && response.write(part));
    };
    response.on('drain', fill);
    fill();
  });
  const pool = new Pool(notes.url);
  const endings: Ending[] = [];
  const server = createServer((_request, response) => {
    void exchange({
      ...{ pool, method: 'GET', path: '/', headers: [], body: null, response },
      ...{ cookies: false, timeoutMs: 5_000, stalledMs: 200 },
    }).then(ending => endings.push(ending));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  t.after(async () => {
    socket.destroy();
    server.close();
    await pool.destroy();
  });
  socket.on('error', () => undefined);
  socket.pause();
  socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  const before = notes.aborted();
  await waitFor(() => endings.length > 0, 'the client to be let go');
  assert.deepEqual(endings, [{ kind: 'client left' }]);
  await waitFor(() => notes.aborted() > before, 'the upstream to be let go');
});
