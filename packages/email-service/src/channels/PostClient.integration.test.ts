import assert from 'node:assert/strict';
import type { lookup } from 'node:dns';
import { after, before, beforeEach, describe, it } from 'node:test';
import { startReceiver, type TestReceiver } from '../testing/startReceiver.ts';
import { PostClient, type PostClientOptions } from './PostClient.ts';

/** A name server that says what the test wants. */
function names(...addresses: string[]): typeof lookup {
  const resolve = (
    _host: string,
    _options: object,
    callback: (error: null, found: object[]) => void,
  ) => {
    callback(
      null,
      addresses.map(address => ({
        address,
        family: address.includes(':') ? 6 : 4,
      })),
    );
  };
  return resolve as unknown as typeof lookup;
}

describe('a request to an address of a user', () => {
  let receiver: TestReceiver;
  before(async () => {
    receiver = await startReceiver();
  });
  beforeEach(() => {
    receiver.received.length = 0;
  });
  after(() => {
    receiver.close();
  });

  const post = (url: string, options: Partial<PostClientOptions> = {}) =>
    new PostClient({
      timeoutMs: 1_000,
      allowHttp: true,
      allowPrivate: false,
      ...options,
    }).post({ url, headers: {}, body: '{}' });
  const refused = {
    name: 'PostError',
    message: 'the address is not on the public internet',
  };

  it('is made where it is allowed', async () => {
    assert.equal(await post(receiver.url, { allowPrivate: true }), 200);
    const { port } = new URL(receiver.url);
    assert.equal(
      await post(`http://localhost:${port}`, {
        allowPrivate: true,
        resolve: names('127.0.0.1'),
      }),
      200,
    );
  });

  it('is not made to this machine, by address or by name, in any spelling', async () => {
    const { port } = new URL(receiver.url);
    for (const host of [
      '127.0.0.1',
      '127.1',
      '2130706433',
      '0x7f000001',
      '[::1]',
      '[::ffff:127.0.0.1]',
      'localhost',
    ]) {
      await assert.rejects(post(`http://${host}:${port}`), refused, host);
    }
    assert.equal(receiver.received.length, 0);
  });

  it('is not made when one of the addresses of a name is private', async () => {
    const { port } = new URL(receiver.url);
    for (const addresses of [
      ['127.0.0.1'],
      ['93.184.215.14', '10.0.0.1'],
      ['::ffff:169.254.169.254'],
      [],
    ]) {
      await assert.rejects(
        post(`http://hook.example:${port}`, { resolve: names(...addresses) }),
        refused,
      );
    }
    assert.equal(receiver.received.length, 0);
  });

  it('is not made without encryption where that is required', async () => {
    await assert.rejects(
      post(receiver.url, { allowHttp: false, allowPrivate: true }),
      /expected https/,
    );
    await assert.rejects(post('ftp://93.184.215.14'), /expected https/);
  });

  it('does not follow a redirect', async () => {
    receiver.answers.push(302);
    receiver.location = `${receiver.url}/elsewhere`;
    assert.equal(await post(receiver.url, { allowPrivate: true }), 302);
    receiver.location = undefined;
    assert.equal(receiver.received.length, 1);
  });

  it('ends when no answer comes, and when it is too large', async () => {
    receiver.answers.push(0);
    await assert.rejects(
      post(receiver.url, { allowPrivate: true, timeoutMs: 100 }),
      /no answer within 100 ms/,
    );
    receiver.filler = 'x'.repeat(70_000);
    await assert.rejects(
      post(receiver.url, { allowPrivate: true }),
      /larger than 65536 bytes/,
    );
    receiver.filler = '';
  });

  it('says what kept the connection from being made', async () => {
    await assert.rejects(
      post('http://127.0.0.1:9', { allowPrivate: true }),
      /ECONNREFUSED/,
    );
  });
});
