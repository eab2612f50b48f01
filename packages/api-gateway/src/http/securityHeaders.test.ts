import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { TestService } from '@notes/service-kit/testing';
import { startEcho, type EchoUpstream } from '../testing/echoUpstream.ts';
import { bearer, startGateway, to } from '../testing/gatewayFixture.ts';
import { rawRequest } from '../testing/rawRequest.ts';

let notes: EchoUpstream;
let gateway: TestService;

before(async () => {
  notes = await startEcho();
  gateway = await startGateway({ notes: to(notes.url) });
});
after(async () => {
  await gateway.close();
  await notes.close();
});
beforeEach(() => {
  notes.answer(undefined);
});

for (const { path, status } of [
  { path: '/api/notes', status: 200 },
  { path: '/api/search', status: 401 },
  { path: '/api/nothing', status: 404 },
  { path: '/api/notes/a%2fb', status: 400 },
  { path: '/api/health', status: 200 },
]) {
  test(`the headers of F-52 stand on every answer: ${status} ${path}`, async () => {
    const headers = status === 401 ? {} : await bearer();
    const reply = await gateway.request(path, { headers });
    assert.equal(reply.status, status);
    const expected = {
      'strict-transport-security':
        'max-age=63072000; includeSubDomains; preload',
      'content-security-policy':
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      'x-frame-options': 'DENY',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    };
    for (const [name, value] of Object.entries(expected))
      assert.equal(reply.headers.get(name), value, name);
    assert.match(reply.headers.get('x-request-id') ?? '', /^[\w.-]{8,64}$/);
    assert.equal(reply.headers.get('x-powered-by'), null);
  });
}

/** The names and values of the headers as they come over the wire: a client of HTTP would join what is twice. */
async function wireHeaders(path: string): Promise<[string, string][]> {
  const { authorization } = await bearer();
  const answer = await rawRequest(
    gateway.url,
    `GET ${path} HTTP/1.1\r\nHost: a\r\nAuthorization: ${authorization}\r\nConnection: close\r\n\r\n`,
  );
  const [head = ''] = answer.split('\r\n\r\n');
  return head
    .split('\r\n')
    .slice(1)
    .map(line => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 2)];
    });
}

/** What a service of service-kit sets, and what a page may. */
const SERVICE_HEADERS = {
  'content-security-policy':
    "default-src 'self'; script-src 'self' https://evil.example; frame-ancestors *; base-uri *",
  'strict-transport-security': 'max-age=0',
  'x-frame-options': 'SAMEORIGIN',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'unsafe-url',
  'cross-origin-opener-policy': 'unsafe-none',
  'cross-origin-resource-policy': 'cross-origin',
};

for (const { path, policy, type } of [
  {
    ...{ type: 'application/json', path: '/api/notes' },
    policy:
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  },
  {
    ...{ type: 'text/html; charset=utf-8', path: '/api/notes/page' },
    policy:
      "default-src 'self'; script-src 'self' https://evil.example; object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
  },
]) {
  test(`each security header of an answer in ${type} stands there once, as the gateway says`, async () => {
    notes.answer((_request, response) => {
      response.writeHead(200, { ...SERVICE_HEADERS, 'content-type': type });
      response.end('{}');
    });
    const headers = await wireHeaders(path);
    const names = headers.map(([name]) => name);
    assert.deepEqual(
      names.filter((name, index) => names.indexOf(name) !== index),
      [],
      'no header stands there twice',
    );
    const values = Object.fromEntries(headers);
    assert.equal(values['content-security-policy'], policy);
    assert.equal(values['x-frame-options'], 'DENY');
    assert.equal(values['referrer-policy'], 'no-referrer');
    assert.equal(values['cross-origin-opener-policy'], 'same-origin');
    assert.match(values['strict-transport-security'] ?? '', /preload/);
  });
}

test('a page that says nothing of its policy may load nothing', async () => {
  notes.answer((_request, response) => {
    response.setHeader('content-type', 'text/html').end('<p>x</p>');
  });
  const values = Object.fromEntries(await wireHeaders('/api/notes'));
  assert.match(values['content-security-policy'] ?? '', /^default-src 'none'/);
});

test('the page of the gateway has each header once too, with a policy of its own', async () => {
  const headers = await wireHeaders('/api/docs');
  const names = headers.map(([name]) => name);
  assert.equal(new Set(names).size, names.length, names.join());
  const values = Object.fromEntries(headers);
  assert.match(values['content-security-policy'] ?? '', /style-src 'sha256-/);
});
