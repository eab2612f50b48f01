import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, test, type TestContext } from 'node:test';
import { Readable } from 'node:stream';
import { Router } from 'express';
import { signIdentity } from '../identity/identity.ts';
import { KeyRing } from '../identity/KeyRing.ts';
import type { Handler } from '../openapi/Handler.ts';
import { thingsService } from '../testing/fixture/thingsService.ts';
import { startTestService } from '../testing/startTestService.ts';
import { TestClock } from '../testing/TestClock.ts';
import { testEnvironment } from '../testing/testEnvironment.ts';
import { waitFor } from '../testing/waitFor.ts';

const READER = { subject: 'u1', permissions: ['things:read'] };
const WRITER = { subject: 'u1', permissions: ['things:write'] };
const ID = '6b1c9c1e-7d3d-4f6e-9a35-0d7f2f0a8c11';

async function setup(
  t: TestContext,
  environment: Record<string, string> = {},
  handlers: { listThings?: Handler; createThing?: Handler } = {},
  router?: Router,
) {
  const service = await startTestService(
    thingsService(handlers, () => (router ? { routers: [router] } : {})),
    environment,
  );
  t.after(() => service.close());
  return service;
}

/** Sends bytes as they are, which `fetch` would not, and answers all that comes back before the end. */
async function raw(url: string, ...texts: string[]): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  let answer = '';
  socket.on('data', chunk => (answer += String(chunk)));
  socket.on('error', () => undefined);
  for (const text of texts) socket.write(text);
  await once(socket, 'close');
  return answer;
}

describe('what a request may bring', () => {
  for (const { reason, body, headers, status, detail } of [
    {
      reason: 'malformed JSON',
      body: '{"name":',
      status: 400,
      detail: /expected valid JSON/,
    },
    {
      reason: 'no body',
      body: undefined,
      status: 400,
      detail: /body \/ is required/,
    },
    {
      reason: 'JSON that is no object',
      body: '"lamp"',
      status: 400,
      detail: /must be object/,
    },
    {
      reason: 'an unknown field',
      body: '{"name":"a","owner":"b"}',
      status: 400,
      detail: /body \/owner is not known/,
    },
    {
      reason: 'an unknown field below',
      body: '{"name":"a","parts":[{"name":"b","x":1}]}',
      status: 400,
      detail: /body \/parts\/0\/x is not known/,
    },
    {
      reason: 'a missing field',
      body: '{}',
      status: 400,
      detail: /body \/name is required/,
    },
    {
      reason: 'a value outside its list',
      body: '{"name":"a","size":"huge"}',
      status: 400,
      detail: /body \/size must be one of small, large/,
    },
    {
      reason: 'a number for a text',
      body: '{"name":1}',
      status: 400,
      detail: /body \/name must be string/,
    },
    {
      reason: 'the key __proto__',
      body: '{"name":"a","__proto__":{"admin":true}}',
      status: 400,
      detail: /without the keys __proto__/,
    },
    {
      reason: 'the key __proto__ in disguise',
      body: '{"name":"a","\\u005f_proto__":{"admin":true}}',
      status: 400,
      detail: /without the keys __proto__/,
    },
    {
      reason: 'the key constructor.prototype',
      body: '{"name":"a","constructor":{"prototype":{}}}',
      status: 400,
      detail: /without the keys __proto__/,
    },
    {
      reason: 'another content type',
      body: 'name=a',
      headers: { 'content-type': 'text/plain' },
      status: 415,
      detail: /content-type application\/json/,
    },
    {
      reason: 'an unknown content type',
      body: 'x',
      headers: { 'content-type': 'application/x-what' },
      status: 415,
      detail: /content-type application\/json/,
    },
    {
      reason: 'an unknown charset',
      body: '{}',
      headers: { 'content-type': 'application/json; charset=x-what' },
      status: 415,
      detail: /in UTF-8/,
    },
    {
      reason: 'an unknown encoding',
      body: '{}',
      headers: { 'content-encoding': 'x-what' },
      status: 415,
      detail: /uncompressed/,
    },
    {
      reason: 'a large body',
      body: JSON.stringify({ name: 'x'.repeat(2_000) }),
      status: 413,
      detail: /larger than/,
    },
  ]) {
    test(`${reason} is refused with ${status} and a problem`, async t => {
      const service = await setup(t, { BODY_LIMIT_BYTES: '1024' });
      const reply = await service.request('/things', {
        method: 'POST',
        as: WRITER,
        ...(body === undefined ? {} : { body }),
        headers: { 'content-type': 'application/json', ...headers },
      });
      assert.equal(reply.status, status, reply.text);
      assert.equal(
        reply.headers.get('content-type'),
        'application/problem+json',
      );
      const problem = reply.body as Record<string, unknown>;
      assert.match(String(problem.detail), detail);
      assert.equal(problem.type, 'about:blank');
      assert.equal(problem.requestId, reply.headers.get('x-request-id'));
      assert.equal(({} as { admin?: unknown }).admin, undefined);
    });
  }

  test('a problem names each wrong field by its place', async t => {
    const service = await setup(t);
    const reply = await service.request('/things?limit=0&colour=red', {
      as: READER,
      headers: { 'X-Depth': 'deep' },
    });
    assert.equal(reply.status, 400);
    assert.deepEqual((reply.body as { errors: unknown }).errors, [
      { in: 'query', field: 'colour', message: 'is not known' },
      { in: 'query', field: 'limit', message: 'must be >= 1' },
      { in: 'header', field: 'X-Depth', message: 'must be integer' },
    ]);
  });

  for (const { path, reason, status } of [
    {
      reason: 'a parameter given twice',
      path: '/things?limit=1&limit=2',
      status: 400,
    },
    {
      reason: 'a parameter __proto__',
      path: '/things?__proto__=1',
      status: 400,
    },
    {
      reason: 'a list that is too long',
      path: '/things?tag=a&tag=b&tag=c&tag=d',
      status: 400,
    },
    { reason: 'a path that is no UUID', path: '/things/7', status: 400 },
    {
      reason: 'a path that does not decode',
      path: '/things/%E0%A4%A',
      status: 400,
    },
    { reason: 'an unknown path', path: '/nowhere', status: 404 },
    { reason: 'a thing that is not there', path: `/things/${ID}`, status: 404 },
  ]) {
    test(`${reason} is answered with ${status}`, async t => {
      const service = await setup(t);
      const reply = await service.request(path, { as: READER });
      assert.equal(reply.status, status, reply.text);
    });
  }

  for (const { identity, reason } of [
    { reason: 'no token', identity: 'me' },
    { reason: 'a token of nobody', identity: `${'a'.repeat(40)}.e30.c2ln` },
  ]) {
    test(`an identity that is ${reason} is refused with 401 and a challenge`, async t => {
      const service = await setup(t);
      const reply = await service.request('/things', {
        headers: { 'x-notes-identity': identity },
      });
      assert.equal(reply.status, 401);
      assert.match(reply.text, /identity of the request is not valid/);
      assert.equal(
        reply.headers.get('www-authenticate'),
        'Notes-Identity realm="things-service"',
      );
    });
  }

  test('an identity whose time is over is refused by the clock of the service', async t => {
    const clock = new TestClock();
    const service = await startTestService(thingsService(), {}, { clock });
    t.after(() => service.close());
    const token = await signIdentity(
      KeyRing.parse(testEnvironment().IDENTITY_KEYS ?? ''),
      {
        subject: 'u1',
        roles: [],
        permissions: ['things:read'],
        requestId: '',
        audience: 'things-service',
        now: clock.now(),
      },
    );
    const ask = async () =>
      (
        await service.request('/things', {
          headers: { 'x-notes-identity': token },
        })
      ).status;
    assert.equal(await ask(), 200);
    clock.advance(66_000);
    assert.equal(await ask(), 401);
  });

  test('a body that is a stream is sent as it is', async t => {
    const service = await setup(
      t,
      {},
      {
        listThings: () => ({
          status: 200,
          headers: { 'Content-Type': 'application/json' },
          body: Readable.from(['{"from":', '"a stream"}']),
        }),
      },
    );
    const reply = await service.request('/things', { as: READER });
    assert.deepEqual(reply.body, { from: 'a stream' });
  });

  test('strangers are refused before their body is read', async t => {
    const service = await setup(t);
    const answer = await raw(
      service.url,
      'POST /things HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100000\r\n\r\n{',
    );
    assert.match(answer, /^HTTP\/1\.1 401 /);
    assert.match(answer, /connection: close/i);
  });

  test('a form is read where the document takes one, and may be absent', async t => {
    const service = await setup(t);
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    const send = (body?: string) =>
      service.request('/form', {
        method: 'POST',
        headers: type,
        ...(body === undefined ? {} : { body }),
      });
    assert.equal((await send('choice=a')).status, 204);
    assert.equal((await send()).status, 204);
    assert.equal((await send('other=a')).status, 400);
  });
});

describe('methods', () => {
  test('HEAD answers like GET, without a body', async t => {
    const service = await setup(t);
    const reply = await service.request('/things', {
      method: 'HEAD',
      as: READER,
    });
    assert.equal(reply.status, 200);
    assert.equal(reply.text, '');
    assert.match(reply.headers.get('content-type') ?? '', /json/);
  });

  test('OPTIONS and 405 name the methods of a path', async t => {
    const service = await setup(t);
    const options = await service.request('/things', { method: 'OPTIONS' });
    assert.equal(options.status, 204);
    assert.equal(options.headers.get('allow'), 'GET, POST, HEAD, OPTIONS');
    const put = await service.request('/things', { method: 'PUT', json: {} });
    assert.equal(put.status, 405);
    assert.equal(put.headers.get('allow'), 'GET, POST, HEAD, OPTIONS');
    assert.equal(put.headers.get('content-type'), 'application/problem+json');
  });

  test('a path without a parameter comes before one with', async t => {
    const service = await setup(t);
    const reply = await service.request('/things/latest');
    assert.equal(reply.text, 'caller,anonymous\n');
    assert.match(reply.headers.get('content-type') ?? '', /text\/csv/);
  });
});

describe('request ids', () => {
  for (const { given, reason, kept } of [
    { reason: 'a usual one', given: 'caller-1234', kept: true },
    { reason: 'a UUID', given: ID, kept: true },
    { reason: 'a short one', given: 'abc', kept: false },
    { reason: 'a long one', given: 'a'.repeat(65), kept: false },
    { reason: 'one with quotes', given: 'abcdefgh"}', kept: false },
    { reason: 'one with blanks', given: 'abcd efgh', kept: false },
    {
      reason: 'one with markup',
      given: '<script>alert(1)</script>',
      kept: false,
    },
  ]) {
    test(`${reason} is ${kept ? 'kept' : 'replaced'}`, async t => {
      const service = await setup(t);
      const reply = await service.request('/things', {
        as: READER,
        headers: { 'x-request-id': given },
      });
      const id = reply.headers.get('x-request-id') ?? '';
      if (kept) assert.equal(id, given);
      else assert.match(id, /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
    });
  }

  test('one that would add a header is refused by the parser of HTTP', async t => {
    const service = await setup(t);
    const answer = await raw(
      service.url,
      'GET /health HTTP/1.1\r\nhost: x\r\nx-request-id: abcdefgh\rset-cookie: a=b\r\nconnection: close\r\n\r\n',
    );
    assert.match(answer, /^HTTP\/1\.1 400 /);
    assert.doesNotMatch(answer, /set-cookie/i);
  });
});

describe('limits', () => {
  test('headers that trickle in are cut off after their time', async t => {
    const service = await setup(t, { HEADERS_TIMEOUT_MS: '200' });
    const began = Date.now();
    const answer = await raw(
      service.url,
      'GET /health HTTP/1.1\r\nhost: x\r\nx-slow: ',
    );
    assert.match(answer, /^HTTP\/1\.1 408 /);
    assert.ok(Date.now() - began < 5_000, `took ${Date.now() - began} ms`);
  });

  test('a body that trickles in is cut off after its time', async t => {
    const service = await setup(t, {
      HEADERS_TIMEOUT_MS: '200',
      REQUEST_TIMEOUT_MS: '400',
    });
    const answer = await raw(
      service.url,
      'POST /form HTTP/1.1\r\nhost: x\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: 100\r\n\r\nchoice=',
    );
    assert.match(answer, /^HTTP\/1\.1 408 /);
    assert.equal((await service.request('/health')).status, 200);
  });

  test('headers that are too large are refused', async t => {
    const service = await setup(t);
    const answer = await raw(
      service.url,
      `GET /health HTTP/1.1\r\nhost: x\r\nx-large: ${'a'.repeat(20_000)}\r\n\r\n`,
    );
    assert.match(answer, /^HTTP\/1\.1 431 /);
  });

  test('a body without an announced length is cut off at the limit', async t => {
    const service = await setup(t, { BODY_LIMIT_BYTES: '1024' });
    const chunk = `${(1_000).toString(16)}\r\n${'a'.repeat(1_000)}\r\n`;
    const answer = await raw(
      service.url,
      'POST /form HTTP/1.1\r\nhost: x\r\ncontent-type: application/x-www-form-urlencoded\r\ntransfer-encoding: chunked\r\n\r\n',
      chunk,
      chunk,
    );
    assert.match(answer, /^HTTP\/1\.1 413 /);
  });

  test('a body that is announced too large is refused before it is sent', async t => {
    const service = await setup(t);
    const answer = await raw(
      service.url,
      'POST /form HTTP/1.1\r\nhost: x\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: 9999999999\r\n\r\nchoice=',
    );
    assert.match(answer, /^HTTP\/1\.1 413 /);
    assert.match(answer, /connection: close/i);
  });

  test('two lengths that contradict each other are refused', async t => {
    const service = await setup(t);
    const answer = await raw(
      service.url,
      'POST /form HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
    );
    assert.match(answer, /^HTTP\/1\.1 400 /);
  });

  test('a connection more than allowed is closed at once', async t => {
    const service = await setup(t, { MAX_CONNECTIONS: '1' });
    const port = Number(new URL(service.url).port);
    const first = connect(port, '127.0.0.1');
    await once(first, 'connect');
    const second = connect(port, '127.0.0.1');
    second.on('error', () => undefined);
    await once(second, 'close');
    assert.equal(first.destroyed, false);
    first.destroy();
    await once(first, 'close');
    await waitFor(
      () =>
        service.request('/health').then(
          reply => reply.status === 200,
          () => false,
        ),
      'the connection to be free again',
    );
  });
});

describe('answers', () => {
  test('a failure is logged whole and told without detail', async t => {
    const service = await setup(
      t,
      {},
      {
        listThings: () => {
          throw new Error('SELECT secret FROM safe');
        },
      },
    );
    const reply = await service.request('/things', { as: READER });
    assert.equal(reply.status, 500);
    assert.doesNotMatch(reply.text, /secret|stack/);
    const id = reply.headers.get('x-request-id');
    const line = service
      .logged()
      .find(one => one.request_id === id && 'err' in one);
    assert.match(JSON.stringify(line), /SELECT secret FROM safe/);
  });

  test('a failure after the answer began ends the connection', async t => {
    const router = Router();
    router.get('/half', (_request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half');
      throw new Error('too late');
    });
    const service = await setup(t, {}, {}, router);
    await assert.rejects(service.request('/half'));
    assert.equal((await service.request('/health')).status, 200);
    await waitFor(
      () => service.logged().some(one => one.msg === 'request aborted'),
      'the line of the request',
    );
  });

  for (const { fault, reason, result } of [
    {
      reason: 'a status',
      result: { status: 202 },
      fault: /status is not known/,
    },
    {
      reason: 'a missing header',
      result: { status: 201, body: { id: '1', name: 'a' } },
      fault: /header Location is required/,
    },
    {
      reason: 'a body',
      result: {
        status: 201,
        headers: { Location: '/' },
        body: { id: 1, name: 'a' },
      },
      fault: /body \/id must be string/,
    },
    {
      reason: 'no body',
      result: { status: 201, headers: { location: '/' } },
      fault: /body is missing/,
    },
    {
      reason: 'a content type',
      result: {
        status: 201,
        headers: { Location: '/', 'Content-Type': 'text/html' },
        body: '<p>',
      },
      fault: /content type text\/html is not known/,
    },
  ]) {
    test(`${reason} that the document does not tell of is a fault in tests`, async t => {
      const service = await setup(t, {}, { createThing: () => result });
      const reply = await service.request('/things', {
        method: 'POST',
        as: WRITER,
        json: { name: 'a' },
      });
      assert.equal(reply.status, 500);
      assert.match(reply.text, /Undocumented answer/);
      assert.match(reply.text, fault);
    });
  }

  test('a refusal that the document does not tell of is a fault in tests', async t => {
    const service = await setup(t);
    const reply = await service.request('/things/latest?colour=red');
    assert.equal(reply.status, 500);
    assert.match(reply.text, /answer 400 of getLatest .* status is not known/);
  });

  test('answers carry the security headers and do not tell what they run on', async t => {
    const service = await setup(t);
    const { headers } = await service.request('/health');
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.match(
      headers.get('content-security-policy') ?? '',
      /default-src 'self'/,
    );
    assert.match(headers.get('strict-transport-security') ?? '', /max-age=/);
    assert.equal(headers.get('x-powered-by'), null);
  });

  test('the OpenAPI document is published', async t => {
    const service = await setup(t);
    const reply = await service.request('/openapi.json');
    assert.equal((reply.body as { openapi: string }).openapi, '3.1.0');
  });
});

describe('what can be seen from outside', () => {
  test('requests are measured by route template and known method', async t => {
    const service = await setup(t);
    await service.request(`/things/${ID}`, { as: READER });
    await service.request('/nowhere/at/all');
    await raw(
      service.url,
      'PROPFIND /things HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n',
    );
    const { text } = await service.request('/metrics');
    for (const expected of [
      'http_request_method="GET",http_route="/things/{thingId}",http_response_status_code="404"',
      'http_request_method="GET",http_route="unmatched",http_response_status_code="404"',
      'http_request_method="_OTHER",http_route="/things",http_response_status_code="405"',
      'http_server_active_requests 1',
      'service_info{service_name="things-service",service_version="0.1.0"} 1',
      'process_cpu_seconds_total',
      'process_resident_memory_bytes',
      'nodejs_eventloop_lag_p99_seconds',
    ]) {
      assert.ok(text.includes(expected), expected);
    }
    assert.ok(!text.includes(ID));
    assert.ok(!text.includes('u1'));
    const bounds = [
      ...text.matchAll(
        /request_duration_seconds_bucket\{le="([^"]+)",http_request_method="GET",http_route="unmatched"/g,
      ),
    ];
    assert.deepEqual(
      bounds.map(([, bound]) => bound),
      '0.005 0.01 0.025 0.05 0.075 0.1 0.25 0.5 0.75 1 2.5 5 7.5 10 +Inf'.split(
        ' ',
      ),
    );
  });

  test('a request is one line with its ids and trace, without its query and credentials', async t => {
    const service = await setup(t);
    await service.request('/things?tag=private', {
      as: READER,
      headers: {
        'x-request-id': 'logged-1234',
        authorization: 'Bearer hidden-token',
        traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
      },
    });
    await service.request('/ready');
    const isLine = (one: Record<string, unknown>) =>
      one.request_id === 'logged-1234';
    await waitFor(() => service.logged().some(isLine), 'the line');
    const lines = service.logged().filter(isLine);
    assert.equal(lines.length, 1);
    const { req, res, level, trace_id, span_id } = lines[0] ?? {};
    assert.deepEqual(
      { req, res, level, trace_id },
      {
        req: { method: 'GET', url: '/things' },
        res: { statusCode: 200 },
        level: 'info',
        trace_id: 'a'.repeat(32),
      },
    );
    assert.match(String(span_id), /^(?!b{16})[\da-f]{16}$/);
    const all = JSON.stringify(service.logged());
    assert.doesNotMatch(all, /hidden-token|private|"\/ready"/);
  });
});
