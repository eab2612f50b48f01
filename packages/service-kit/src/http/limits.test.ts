import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, test } from 'node:test';
import { raw, setup } from '../testing/fixture/httpEdge.ts';
import { waitFor } from '../testing/waitFor.ts';

describe('limits', () => {
  test('headers that trickle in are cut off after their time', async t => {
    const service = await setup(t, { HEADERS_TIMEOUT_MS: '200' });
    const answer = await raw(
      service.url,
      'GET /health HTTP/1.1\r\nhost: x\r\nx-slow: ',
    );
    assert.match(answer, /^HTTP\/1\.1 408 /);
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
