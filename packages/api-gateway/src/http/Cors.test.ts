import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { TestService } from '@notes/service-kit/testing';
import { startEcho, type EchoUpstream } from '../testing/echoUpstream.ts';
import { bearer, startGateway, to } from '../testing/gatewayFixture.ts';

const PAGE = 'https://notes.example';
const EVIL = 'https://notes.example.evil.example';

let notes: EchoUpstream;
let gateway: TestService;

before(async () => {
  notes = await startEcho();
  gateway = await startGateway(
    { notes: to(notes.url) },
    { CORS_ORIGINS: `${PAGE}, http://localhost:3000` },
  );
});
after(async () => {
  await gateway.close();
  await notes.close();
});
beforeEach(() => {
  notes.answer(undefined);
  notes.seen.length = 0;
});

test('a page of a listed origin may call the API and read what it needs', async () => {
  const preflight = await gateway.request('/api/notes/1', {
    method: 'OPTIONS',
    headers: {
      origin: PAGE,
      'access-control-request-method': 'PATCH',
      'access-control-request-headers': 'authorization,if-match',
    },
  });
  assert.equal(preflight.status, 204);
  const { headers } = preflight;
  assert.equal(headers.get('access-control-allow-origin'), PAGE);
  assert.equal(headers.get('access-control-allow-credentials'), 'true');
  assert.match(headers.get('access-control-allow-methods') ?? '', /PATCH/);
  assert.match(headers.get('access-control-allow-headers') ?? '', /If-Match/);
  assert.match(headers.get('vary') ?? '', /Origin/);
  assert.equal(notes.seen.length, 0);

  notes.answer((_request, response) => {
    response.setHeader('vary', 'Accept');
    response.end();
  });
  const reply = await gateway.request('/api/notes/1', {
    headers: { origin: PAGE, ...(await bearer()) },
  });
  assert.equal(reply.headers.get('access-control-allow-origin'), PAGE);
  assert.match(
    reply.headers.get('access-control-expose-headers') ?? '',
    /ETag/,
  );
  assert.equal(reply.headers.get('vary'), 'Origin, Accept');
});

test('a page of a listed origin can also read why it is refused', async () => {
  const reply = await gateway.request('/api/notes/1', {
    headers: { origin: PAGE },
  });
  assert.equal(reply.status, 401);
  assert.equal(reply.headers.get('access-control-allow-origin'), PAGE);
});

for (const origin of [EVIL, 'null', 'http://notes.example', `${PAGE}:444`]) {
  test(`a page of another origin gets no permission: ${origin}`, async () => {
    const preflight = await gateway.request('/api/notes/1', {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'GET' },
    });
    assert.equal(preflight.status, 403);
    const reply = await gateway.request('/api/notes', {
      headers: { origin, ...(await bearer()) },
    });
    for (const one of [preflight, reply]) {
      assert.equal(one.headers.get('access-control-allow-origin'), null);
      assert.match(one.headers.get('vary') ?? '', /Origin/);
    }
  });
}
