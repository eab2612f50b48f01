import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { READER, setup } from '../testing/fixture/httpEdge.ts';

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
