import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { after, before, describe, it } from 'node:test';
import {
  createApp,
  createLogger,
  createMetrics,
  HttpServer,
  KeyRing,
  loadOpenApi,
  Readiness,
} from '@notes/service-kit';
import { TestClock, testKeys } from '@notes/service-kit/testing';
import { settings } from '../config.ts';
import { z } from 'zod';
import { uploadsRouter } from '../routes/uploadsRouter.ts';
import {
  describeAttachmentStore,
  send,
} from '../testing/attachmentStoreContract.ts';
import { DiskAttachmentStore } from './DiskAttachmentStore.ts';
import { UploadLinks } from './UploadLinks.ts';

/** The store with its router on a real port. */
async function open() {
  const root = await mkdtemp(path.join(tmpdir(), 'notes-disk-'));
  const clock = new TestClock();
  const config = z
    .object(settings)
    .omit({ DATABASE_URL: true })
    .parse({ NODE_ENV: 'test', PORT: '0' });
  const logger = createLogger({
    name: 'test',
    config: { LOG_LEVEL: 'silent', SERVICE_VERSION: 'test' },
  });
  const keys = KeyRing.parse(testKeys());
  // The address is known once the server listens, and links are only made after that.
  const place = { url: '' };
  const links = new UploadLinks({
    keys,
    clock,
    get publicUrl() {
      return place.url;
    },
  });
  const store = await DiskAttachmentStore.open(root, links);
  const document = {
    ...loadOpenApi(new URL('../../openapi.yaml', import.meta.url)),
    paths: {},
  };
  const app = createApp({
    config,
    logger,
    metrics: createMetrics('test', 'test'),
    readiness: new Readiness(logger),
    document,
    authenticate: () => Promise.reject(new Error('nobody signs in here')),
    handlers: {},
    routers: [uploadsRouter(store, links)],
  });
  const server = await HttpServer.listen(app, config);
  place.url = server.url;
  return {
    store,
    clock,
    root,
    async close() {
      await server.drain(0, 1_000);
      await rm(root, { recursive: true, force: true });
    },
  };
}

describeAttachmentStore('a directory', open);

describe('the directory of attachments', () => {
  let opened: Awaited<ReturnType<typeof open>>;
  before(async () => {
    opened = await open();
  });
  after(() => opened.close());

  async function filesLeft(): Promise<string[]> {
    const files = await readdir(opened.root, {
      recursive: true,
      withFileTypes: true,
    });
    return files.filter(file => file.isFile()).map(file => file.name);
  }

  it('ends an upload that is longer or shorter than announced, and keeps nothing of it', async () => {
    const key = randomUUID();
    const link = await opened.store.uploadLink({
      key,
      contentType: 'image/png',
      size: 100_000,
    });
    // Chunked, so that no length tells beforehand.
    const headers = {
      'content-type': 'image/png',
      'transfer-encoding': 'chunked',
    };
    const long = await send(link, { headers, body: Buffer.alloc(400_000) });
    assert.equal(long.status, 413);
    assert.match(String(long.bytes), /100000 bytes/);
    const short = await send(link, { headers, body: Buffer.alloc(99_999) });
    assert.equal(short.status, 400);
    assert.deepEqual(await filesLeft(), []);
    const right = await send(link, { headers, body: Buffer.alloc(100_000) });
    assert.equal(right.status, 204);
    assert.deepEqual(await filesLeft(), [key]);
  });

  it('keeps nothing of an upload that breaks off', async () => {
    await opened.store.delete((await filesLeft())[0] ?? randomUUID());
    const broken = Readable.from(
      (function* () {
        yield Buffer.alloc(10);
        throw new Error('connection lost');
      })(),
    );
    await assert.rejects(
      opened.store.write(randomUUID(), broken, 100),
      /connection lost/,
    );
    assert.deepEqual(await filesLeft(), []);
  });

  it('makes no path of what is not an object key', async () => {
    for (const key of ['../../etc/passwd', 'a/b', '', `${randomUUID()}/..`]) {
      await assert.rejects(opened.store.read(key), /must be a UUID/);
    }
    const link = await opened.store.uploadLink({
      key: randomUUID(),
      contentType: 'image/png',
      size: 5,
    });
    const url = new URL(link.url);
    for (const where of ['..%2f..%2fetc%2fpasswd', '%00', '....']) {
      url.pathname = `/api/notes/uploads/${where}`;
      const answer = await send(
        { ...link, url: url.href },
        { body: Buffer.from('12345') },
      );
      assert.ok([403, 400, 404].includes(answer.status), where);
    }
    const other = await send(link, { method: 'DELETE', headers: {} });
    assert.equal(other.status, 405);
  });

  it('says that an object is gone, and lets no browser run one', async () => {
    const key = randomUUID();
    const gone = await opened.store.downloadLink({
      key,
      contentType: 'text/plain',
      fileName: 'a',
    });
    assert.equal((await send(gone)).status, 404);
    await opened.store.write(key, Readable.from([Buffer.from('<script>')]), 8);
    await opened.store.accept(key);
    const answer = await send(gone);
    assert.equal(answer.headers['x-content-type-options'], 'nosniff');
    assert.match(String(answer.headers['content-security-policy']), /sandbox/);
  });
});
