import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import type { TestService } from '@notes/service-kit/testing';
import fc from 'fast-check';
import { startEcho, type EchoUpstream } from '../testing/echoUpstream.ts';
import { accessToken, startGateway, to } from '../testing/gatewayFixture.ts';
import { rawRequest, statusesOf } from '../testing/rawRequest.ts';

let notes: EchoUpstream;
let auth: EchoUpstream;
let gateway: TestService;
let token: string;

before(async () => {
  notes = await startEcho('notes');
  auth = await startEcho('auth');
  gateway = await startGateway({ notes: to(notes.url), auth: to(auth.url) });
  token = await accessToken();
});
after(async () => {
  await gateway.close();
  await Promise.all([notes.close(), auth.close()]);
});
beforeEach(() => {
  notes.seen.length = 0;
  auth.seen.length = 0;
});

/** The last of its connection, whether it is taken for a request or not. */
const SMUGGLED =
  'GET /api/notes/smuggled HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n';

function post(headers: string, body: string): string {
  return `POST /api/notes HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${token}\r\n${headers}\r\n${body}`;
}

for (const { headers, reason } of [
  {
    reason: 'both lengths',
    headers: 'Content-Length: 6\r\nTransfer-Encoding: chunked\r\n',
  },
  {
    reason: 'both lengths, the other way round',
    headers: 'Transfer-Encoding: chunked\r\nContent-Length: 6\r\n',
  },
  {
    reason: 'two lengths that differ',
    headers: 'Content-Length: 6\r\nContent-Length: 5\r\n',
  },
  {
    reason: 'two lengths that agree',
    headers: 'Content-Length: 6\r\nContent-Length: 6\r\n',
  },
  { reason: 'a list of lengths', headers: 'Content-Length: 6, 6\r\n' },
  { reason: 'a length with a sign', headers: 'Content-Length: +6\r\n' },
  { reason: 'a hexadecimal length', headers: 'Content-Length: 0x6\r\n' },
  { reason: 'a negative length', headers: 'Content-Length: -1\r\n' },
  {
    reason: 'another encoding before chunked',
    headers: 'Transfer-Encoding: gzip, chunked\r\n',
  },
  {
    reason: 'chunked twice',
    headers: 'Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n',
  },
  {
    reason: 'chunked and identity',
    headers: 'Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n',
  },
  { reason: 'an unknown encoding', headers: 'Transfer-Encoding: xchunked\r\n' },
  {
    reason: 'a space before the colon',
    headers: 'Transfer-Encoding : chunked\r\n',
  },
  {
    reason: 'a folded line (obs-fold)',
    headers: 'X-A: b\r\n Transfer-Encoding: chunked\r\n',
  },
  {
    reason: 'a bare line feed between headers',
    headers: 'X-A: b\nTransfer-Encoding: chunked\r\n',
  },
  {
    reason: 'a bare carriage return in a value',
    headers: 'X-A: b\rTransfer-Encoding: chunked\r\n',
  },
  { reason: 'a null byte in a value', headers: 'X-A: b\0c\r\n' },
  {
    reason: 'a vertical tab in an encoding',
    headers: 'Transfer-Encoding: \x0bchunked\r\n',
  },
  { reason: 'a second host', headers: 'Host: b\r\n' },
  { reason: 'a second authorization', headers: 'Authorization: Bearer x\r\n' },
  { reason: 'a header without a name', headers: ': x\r\n' },
]) {
  test(`a request with ${reason} is refused, and nothing behind it is taken for a request`, async () => {
    const answer = await rawRequest(
      gateway.url,
      post(headers, `0\r\n\r\n${SMUGGLED}`),
    );
    const statuses = new Set(statusesOf(answer));
    assert.deepEqual([...statuses], [400], answer.slice(0, 200));
    assert.deepEqual(notes.seen, []);
  });
}

test('a chunk with a wrong size never completes a request', async () => {
  const answer = await rawRequest(
    gateway.url,
    post('Transfer-Encoding: chunked\r\n', `zz\r\nabc\r\n0\r\n\r\n${SMUGGLED}`),
  );
  assert.ok(!statusesOf(answer).includes(200), answer.slice(0, 200));
  assert.deepEqual(notes.seen, []);
});

test('whatever lengths and encodings are mixed, the service sees at most the one request that was meant', async () => {
  const line = fc.constantFrom(
    ...['Content-Length: 0', 'Content-Length: 4', 'Content-Length: 40'],
    ...['Content-Length:4', 'content-length : 4', 'Content-Length: 4,4'],
    ...['Transfer-Encoding: chunked', 'transfer-encoding:chunked'],
    ...['Transfer-Encoding: chunked, identity', 'Transfer-Encoding: CHUNKED'],
    ...['Transfer-Encoding:\tchunked', ' Transfer-Encoding: chunked'],
    ...['X-A: b', 'X-A: b\r\n\tc', 'Connection: content-length', 'TE: chunked'],
  );
  let passed = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { minLength: 1, maxLength: 4 }),
      fc.constantFrom('0\r\n\r\n', '4\r\nabcd\r\n0\r\n\r\n', 'abcd', ''),
      async (lines, body) => {
        const id = randomUUID();
        const headers = lines.map(one => `${one}\r\n`).join('');
        const bytes = post(
          `X-Request-ID: ${id}\r\n${headers}`,
          body + SMUGGLED,
        );
        await rawRequest(gateway.url, bytes);
        const mine = notes.seen.filter(
          seen => seen.headers['x-request-id'] === id,
        );
        assert.ok(mine.length <= 1, JSON.stringify(mine));
        for (const seen of notes.seen) assert.equal(seen.url, '/api/notes');
        passed += mine.length;
      },
    ),
    { numRuns: 60, examples: [[['Content-Length: 4'], 'abcd']] },
  );
  assert.ok(passed > 0, 'some of them are well-formed');
});

test('a value with a line break cannot become a header for the service', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('\r\n', '\n', '\r', '%0d%0a', '\r\n ', '\u010a'),
      fc.constantFrom('X-Notes-Identity: forged', 'X-Forwarded-For: 192.0.2.1'),
      async (lineBreak, header) => {
        notes.seen.length = 0;
        const headers = `Connection: close\r\nContent-Length: 0\r\nX-A: b${lineBreak}${header}\r\n`;
        await rawRequest(gateway.url, post(headers, ''));
        for (const { headers } of notes.seen) {
          assert.notEqual(headers['x-notes-identity'], 'forged');
          assert.equal(headers['x-forwarded-for'], '127.0.0.1');
        }
      },
    ),
    { numRuns: 30 },
  );
});

test('however a path is written, it reaches the service of its first two segments or none', async () => {
  const part = fc.constantFrom(
    ...['notes', 'auth', '..', '.', '', '%2e%2e', '%2E.', '..;', ';a=b', '%2f'],
    ...[
      '%5c',
      '\\',
      '%252e%252e',
      '1',
      'login',
      'users',
      '%00',
      '..%00',
      'api',
    ],
    ...['%c0%ae%c0%ae', '\uff0e\uff0e', '//', '/..', 'notes;', 'auth/'],
  );
  const prefix = fc.constantFrom(
    ...[
      '/api/',
      '//api/',
      '/./api/',
      '/api//',
      'http://evil/api/',
      '/API/',
      '/x/../api/',
      '/api%2f',
      '/%61pi/',
    ],
  );
  let passed = 0;
  await fc.assert(
    fc.asyncProperty(
      prefix,
      fc.array(part, { minLength: 1, maxLength: 5 }),
      async (start, parts) => {
        notes.seen.length = 0;
        auth.seen.length = 0;
        const target = start + parts.join('/');
        await rawRequest(
          gateway.url,
          `GET ${target} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${token}\r\nConnection: close\r\n\r\n`,
        );
        for (const [name, { seen }] of Object.entries({ notes, auth })) {
          for (const { url } of seen) {
            const { pathname } = new URL(url, 'http://host');
            assert.equal(url, target);
            assert.equal(pathname, url, 'no reader may see another path');
            assert.match(pathname, new RegExp(`^/api/${name}(/|$)`));
            assert.doesNotMatch(decodeURIComponent(url), /\.\.|\/\/|;|\\/);
            passed += 1;
          }
        }
      },
    ),
    { numRuns: 500, examples: [['/api/', ['notes', '1']]] },
  );
  assert.ok(passed > 0, 'some of them are plain');
});
