import assert from 'node:assert/strict';
import { once } from 'node:events';
import {
  request as httpRequest,
  type ClientRequest,
  type IncomingMessage,
} from 'node:http';

import { after, before, beforeEach, test } from 'node:test';
import { KeyRing, verifyIdentity } from '@notes/service-kit';
import {
  testEnvironment,
  waitFor,
  type TestService,
} from '@notes/service-kit/testing';
import { startEcho, type EchoUpstream } from '../testing/echoUpstream.ts';
import { bearer, startGateway, to } from '../testing/gatewayFixture.ts';

let notes: EchoUpstream;
let auth: EchoUpstream;
let gateway: TestService;

before(async () => {
  notes = await startEcho('notes');
  auth = await startEcho('auth');
  gateway = await startGateway({
    notes: to(notes.url),
    // The one that is not answered in time; what is quick takes the others, which have time.
    audit: { ...to(notes.url), timeoutMs: 100 },
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

const REQUEST_ID = 'request-0001';

test('a request reaches its service unchanged, with the identity of the caller and without the token', async () => {
  const reply = await gateway.request('/api/notes/1?a=%20b&a=c', {
    method: 'PUT',
    json: { title: 'x' },
    headers: {
      ...(await bearer({ subject: 'u1', roles: ['user', 'admin'] })),
      'x-request-id': REQUEST_ID,
      'if-match': '"3"',
    },
  });
  assert.equal(reply.status, 200);
  assert.equal(reply.headers.get('x-request-id'), REQUEST_ID);
  const [seen] = notes.seen;
  assert.equal(seen?.method, 'PUT');
  assert.equal(seen.url, '/api/notes/1?a=%20b&a=c');
  assert.equal(seen.body, '{"title":"x"}');
  assert.equal(seen.headers['if-match'], '"3"');
  assert.equal(seen.headers['x-request-id'], REQUEST_ID);
  assert.equal(seen.headers.host, new URL(notes.url).host);
  assert.equal(seen.headers.authorization, undefined);
  assert.match(String(seen.headers.traceparent), /^00-/);
  const ring = KeyRing.parse(testEnvironment().IDENTITY_KEYS ?? '');
  const token = String(seen.headers['x-notes-identity']);
  const caller = await verifyIdentity(ring, token, 'notes-service');
  assert.equal(caller.subject, 'u1');
  assert.deepEqual(caller.roles, ['user', 'admin']);
  assert.equal(caller.may('notes:write'), true);
  await assert.rejects(verifyIdentity(ring, token, 'auth-service'));
});

test('headers that claim to come from a gateway or a proxy are replaced', async () => {
  await gateway.request('/api/notes', {
    headers: {
      ...(await bearer()),
      'x-notes-identity': 'forged',
      'x-notes-anything': 'forged',
      'x-forwarded-for': '198.51.100.7',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'https',
      'x-real-ip': '198.51.100.7',
      forwarded: 'for=198.51.100.7',
      'x-http-method-override': 'DELETE',
      'x-original-url': '/api/auth/users',
    },
  });
  const { headers } = notes.seen[0] ?? assert.fail();
  const host = new URL(gateway.url).host;
  assert.notEqual(headers['x-notes-identity'], 'forged');
  assert.equal(headers['x-notes-anything'], undefined);
  assert.equal(headers['x-forwarded-for'], '127.0.0.1');
  assert.equal(headers['x-forwarded-host'], host);
  assert.equal(headers['x-forwarded-proto'], 'http');
  assert.equal(headers.forwarded, `for=127.0.0.1;host="${host}";proto=http`);
  assert.equal(headers['x-real-ip'], undefined);
  assert.equal(headers['x-http-method-override'], undefined);
  assert.equal(headers['x-original-url'], undefined);
});

test('cookies go to auth-service alone, in both directions', async () => {
  const answerWithCookie: Parameters<EchoUpstream['answer']>[0] = (
    _request,
    response,
  ) => {
    response.setHeader('set-cookie', ['a=1', 'b=2']);
    response.end('{}');
  };
  notes.answer(answerWithCookie);
  const fromNotes = await gateway.request('/api/notes', {
    headers: { ...(await bearer()), cookie: 'notes_refresh=secret' },
  });
  assert.deepEqual(fromNotes.headers.getSetCookie(), []);

  await gateway.request('/api/auth/refresh', {
    method: 'POST',
    headers: { cookie: 'notes_refresh=secret' },
  });
  assert.equal(auth.seen[0]?.headers.cookie, 'notes_refresh=secret');
  auth.answer(answerWithCookie);
  const fromAuth = await gateway.request('/api/auth/refresh', {
    method: 'POST',
  });
  assert.deepEqual(fromAuth.headers.getSetCookie(), ['a=1', 'b=2']);
  auth.answer(undefined);
});

test('what a service tells of its inside does not leave, and what it says of security gives way', async () => {
  notes.answer((_request, response) => {
    response.writeHead(201, {
      server: 'secret/1',
      'x-powered-by': 'secret',
      'x-request-id': 'another',
      'x-internal': 'gone',
      connection: 'x-internal, keep-alive',
      'access-control-allow-origin': '*',
      'content-security-policy': 'sandbox',
      'strict-transport-security': 'max-age=0',
      etag: '"1"',
      location: '/api/notes/1',
    });
    response.end('made');
  });
  const reply = await gateway.request('/api/notes', {
    method: 'POST',
    json: {},
    headers: { ...(await bearer()), 'x-request-id': REQUEST_ID },
  });
  assert.equal(reply.status, 201);
  assert.equal(reply.text, 'made');
  for (const name of ['server', 'x-powered-by', 'x-internal'])
    assert.equal(reply.headers.get(name), null, name);
  assert.equal(reply.headers.get('access-control-allow-origin'), null);
  assert.equal(reply.headers.get('x-request-id'), REQUEST_ID);
  assert.equal(reply.headers.get('etag'), '"1"');
  assert.equal(reply.headers.get('location'), '/api/notes/1');
  assert.equal(
    reply.headers.get('content-security-policy'),
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  );
  assert.match(
    String(reply.headers.get('strict-transport-security')),
    /preload/,
  );
});

test('a service that cannot be reached is a 502 problem, and none of its address is told', async () => {
  const reply = await gateway.request('/api/search?q=a', {
    headers: await bearer(),
  });
  assert.equal(reply.status, 502);
  assert.match(reply.text, /behind \/api\/search cannot be reached/);
  assert.doesNotMatch(reply.text, /127\.0\.0\.1|ECONN/);
  assert.equal(reply.headers.get('content-type'), 'application/problem+json');
});

test('a service that does not answer in time is a 504 problem, and its connection is ended', async () => {
  const before = notes.aborted();
  notes.answer(() => undefined);
  const reply = await gateway.request('/api/audit/records', {
    headers: await bearer(),
  });
  assert.equal(reply.status, 504);
  await waitFor(() => notes.aborted() > before, 'the upstream to be let go');
});

test('a service that breaks off before its answer is a 502, and one that breaks off within cuts the client off', async () => {
  notes.answer(request => request.socket.destroy());
  const reply = await gateway.request('/api/notes', {
    headers: await bearer(),
  });
  assert.equal(reply.status, 502);
  notes.answer((request, response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('half', () => request.socket.destroy());
  });
  await assert.rejects(
    gateway.request('/api/notes', { headers: await bearer() }),
  );
});

test('a client that leaves ends the request at the service', async () => {
  const before = notes.aborted();
  let arrived = false;
  notes.answer(() => {
    arrived = true;
  });
  const client = httpRequest(`${gateway.url}/api/notes`, {
    headers: await bearer(),
  });
  client.on('error', () => undefined);
  client.end();
  await waitFor(() => arrived, 'the request to arrive');
  client.destroy();
  await waitFor(() => notes.aborted() > before, 'the upstream to be let go');
});

test('a WebSocket is refused in words, and other upgrades are ignored', async () => {
  const upgrade = async (protocol: string) => {
    const client = httpRequest(`${gateway.url}/api/notes`, {
      headers: {
        ...(await bearer()),
        connection: 'Upgrade',
        upgrade: protocol,
      },
    });
    client.end();
    const response = await responseOf(client);
    response.resume();
    return response.statusCode;
  };
  assert.equal(await upgrade('websocket'), 400);
  assert.equal(await upgrade('h2c'), 200);
  assert.equal(notes.seen.at(-1)?.headers.upgrade, undefined);
});
