import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { describe, test } from 'node:test';
import { ID, raw, READER, setup, WRITER } from '../testing/fixture/httpEdge.ts';

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
