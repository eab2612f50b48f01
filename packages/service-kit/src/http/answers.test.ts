import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Router } from 'express';
import { READER, setup, WRITER } from '../testing/fixture/httpEdge.ts';
import { waitFor } from '../testing/waitFor.ts';

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
