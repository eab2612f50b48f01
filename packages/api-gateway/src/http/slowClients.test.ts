import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { TestService } from '@notes/service-kit/testing';
import { startEcho, type EchoUpstream } from '../testing/echoUpstream.ts';
import { accessToken, startGateway, to } from '../testing/gatewayFixture.ts';
import { rawRequest, statusesOf } from '../testing/rawRequest.ts';

let notes: EchoUpstream;
let gateway: TestService;

before(async () => {
  notes = await startEcho();
  // It waits a second for what is slow; nothing that must be answered is sent to it.
  gateway = await startGateway(
    { notes: to(notes.url) },
    { HEADERS_TIMEOUT_MS: '1000', REQUEST_TIMEOUT_MS: '1500' },
  );
});
after(async () => {
  await gateway.close();
  await notes.close();
});

test('headers that come too slowly, too large or in too great number are refused', async () => {
  const slow = await rawRequest(
    gateway.url,
    'GET /api/notes HTTP/1.1\r\nHost: a\r\nX-',
  );
  assert.deepEqual(statusesOf(slow), [408]);
  const large = await rawRequest(
    gateway.url,
    `GET /api/notes HTTP/1.1\r\nHost: a\r\nX-A: ${'x'.repeat(20_000)}\r\n\r\n`,
  );
  assert.deepEqual(statusesOf(large), [431]);
  const many = Array.from({ length: 80 }, (_one, index) => `X-${index}: a\r\n`);
  const numerous = await rawRequest(
    gateway.url,
    `GET /api/notes HTTP/1.1\r\nHost: a\r\nConnection: close\r\n${many.join('')}\r\n`,
  );
  assert.deepEqual(statusesOf(numerous), [431]);
  assert.deepEqual(notes.seen, []);
});

test('a body that comes too slowly ends, at the client and at the service', async () => {
  const answer = await rawRequest(
    gateway.url,
    `POST /api/notes HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${await accessToken()}\r\nContent-Length: 100\r\nContent-Type: text/plain\r\n\r\nslow`,
  );
  assert.ok(!statusesOf(answer).includes(200), answer);
  assert.deepEqual(notes.seen, []);
});
