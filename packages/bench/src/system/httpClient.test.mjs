import assert from 'node:assert/strict';
import http from 'node:http';
import test from 'node:test';
import { gzipSync } from 'node:zlib';

import { HttpClient } from './httpClient.mjs';

async function serve(t, handler) {
  const server = http.createServer(handler);
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  const client = new HttpClient({
    baseUrl: `http://127.0.0.1:${server.address().port}`,
    token: 'abc',
  });
  t.after(() => {
    client.close();
    server.close();
  });
  return client;
}

test('a compressed answer is read, and the token is sent', async t => {
  const client = await serve(t, (request, response) => {
    response.setHeader('content-encoding', 'gzip');
    response.end(
      gzipSync(JSON.stringify({ said: request.headers.authorization })),
    );
  });
  assert.deepEqual(await client.getJson('/x'), { said: 'Bearer abc' });
});

test('a body is posted as JSON', async t => {
  const client = await serve(t, async (request, response) => {
    const chunks = await request.toArray();
    response.end(
      JSON.stringify({
        type: request.headers['content-type'],
        body: Buffer.concat(chunks).toString(),
      }),
    );
  });
  assert.deepEqual(await client.postJson('/x', { a: 1 }), {
    type: 'application/json',
    body: '{"a":1}',
  });
});

test('an answer that is not 2xx fails with status and text', async t => {
  const client = await serve(t, (_, response) => {
    response.statusCode = 403;
    response.end('not for you');
  });
  await assert.rejects(client.load('/api/x'), {
    message: 'GET /api/x answered 403: not for you',
  });
});
