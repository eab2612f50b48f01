import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { S3Event } from 'aws-lambda';
import sharp from 'sharp';
import { readEvent } from '../testing/readEvent.ts';
import { recordedLog } from '../testing/recordedLog.ts';
import { s3Client } from '../testing/s3Client.ts';
import { startS3, type S3Server } from '../testing/startS3.ts';
import { createImageResize } from './createImageResize.ts';
import { DiskObjectStore } from './DiskObjectStore.ts';
import type { ObjectStore } from './ObjectStore.ts';
import { S3ObjectStore } from './S3ObjectStore.ts';

const bucket = 'notes-attachments';
const KEY = 'objects/Happy Face ü.jpg';

/** Left half red, right half blue, taken with the camera turned: upright it is red above blue or the reverse. */
function photo(width = 600, height = 200): Promise<Buffer> {
  const half = {
    create: {
      width: width / 2,
      height,
      channels: 3 as const,
      background: 'blue',
    },
  };
  return sharp({ create: { width, height, channels: 3, background: 'red' } })
    .composite([{ input: half, raw: undefined, left: width / 2, top: 0 }])
    .withExif({ IFD0: { Copyright: 'Ann' }, IFD3: { GPSLatitudeRef: 'N' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
}

function eventFor(key: string, more: readonly string[] = []): S3Event {
  const event = readEvent<S3Event>('s3-object-created');
  const [record] = event.Records;
  assert.ok(record);
  const encode = (one: string) =>
    encodeURIComponent(one).replaceAll('%20', '+').replaceAll('%2F', '/');
  const Records = [key, ...more].map(one => ({
    ...record,
    s3: { ...record.s3, object: { ...record.s3.object, key: encode(one) } },
  }));
  return { Records };
}

describe('image-resize', () => {
  let server: S3Server;
  let directory: string;
  let stores: [string, ObjectStore][];
  before(async () => {
    server = await startS3(bucket);
    directory = await mkdtemp(path.join(tmpdir(), 'images-'));
    stores = [
      ['S3 (s3rver)', new S3ObjectStore(s3Client(server))],
      ['folders', new DiskObjectStore(directory)],
    ];
  });
  after(async () => {
    await server.stop();
    await rm(directory, { recursive: true, force: true });
  });

  function setup(
    store: ObjectStore,
    options: Partial<Parameters<typeof createImageResize>[0]> = {},
  ) {
    const logger = recordedLog();
    const upload = (key: string, bytes: Buffer) =>
      store.put(
        { bucket, key },
        { bytes, contentType: 'image/jpeg', metadata: {} },
      );
    return {
      upload,
      logger,
      handler: createImageResize({
        store,
        logger,
        sizes: [100, 2_000],
        ...options,
      }),
    };
  }

  it('makes upright renditions without metadata, never larger than the original, in both stores', async () => {
    for (const [name, store] of stores) {
      const { handler, upload } = setup(store, { formats: ['webp', 'jpeg'] });
      await upload(KEY, await photo());
      const [report] = await handler(readEvent('s3-object-created'));
      assert.equal(report?.outcome, 'resized', name);
      assert.equal(report.written.length, 4);
      const small = await store.get(
        { bucket, key: `resized/${KEY}/100.webp` },
        1e6,
      );
      assert.ok(typeof small === 'object');
      const { exif, format, height, orientation, width } = await sharp(
        small.bytes,
      ).metadata();
      assert.deepEqual(
        { exif, format, height, orientation, width },
        {
          exif: undefined,
          format: 'webp',
          height: 100,
          orientation: undefined,
          width: 33,
        },
      );
      const large = await store.get(
        { bucket, key: `resized/${KEY}/2000.jpeg` },
        1e6,
      );
      assert.ok(typeof large === 'object');
      const about = await sharp(large.bytes).metadata();
      assert.deepEqual(
        [about.width, about.height, about.exif],
        [200, 600, undefined],
      );
      // Orientation 6 turns a quarter clockwise: what was left is above.
      const top = await sharp(large.bytes)
        .extract({ left: 50, top: 50, width: 1, height: 1 })
        .raw()
        .toBuffer();
      assert.ok((top[0] ?? 0) > 200 && (top[2] ?? 255) < 60, String([...top]));
    }
  });

  it('does the same event once, and a new upload again', async () => {
    for (const [, store] of stores) {
      const { handler, upload } = setup(store);
      await upload('a.jpg', await photo());
      assert.equal((await handler(eventFor('a.jpg')))[0]?.written.length, 2);
      const again = await handler(eventFor('a.jpg'));
      assert.deepEqual(again, [
        { key: 'a.jpg', outcome: 'unchanged', written: [] },
      ]);
      await upload('a.jpg', await photo(400, 300));
      assert.equal((await handler(eventFor('a.jpg')))[0]?.written.length, 2);
    }
  });

  it('never resizes its own output, wherever it lies', async () => {
    const [, store] = stores[0] ?? [];
    assert.ok(store);
    const { handler, upload } = setup(store);
    await upload('b.jpg', await photo());
    await handler(eventFor('b.jpg'));
    const rendition = { bucket, key: 'resized/b.jpg/100.webp' };
    const made = await store.get(rendition, 1e6);
    assert.ok(typeof made === 'object');
    await store.put(
      { bucket, key: 'copy.webp' },
      { ...made, contentType: 'image/webp' },
    );
    const reports = await handler(eventFor(rendition.key, ['copy.webp']));
    assert.deepEqual(
      reports.map(one => [one.outcome, one.reason]),
      [
        ['skipped', 'it is a rendition'],
        ['skipped', 'it is a rendition'],
      ],
    );
  });

  for (const { bytes, reason, expected } of [
    {
      reason: 'a text',
      bytes: () => Buffer.from('hello'),
      expected: /unsupported image format/,
    },
    {
      reason: 'an SVG',
      bytes: () =>
        Buffer.from(
          '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
        ),
      expected: /format is svg/,
    },
    {
      reason: 'an empty file',
      bytes: () => Buffer.alloc(0),
      expected: /not an image/,
    },
    {
      reason: 'half a photo',
      bytes: async () => (await photo()).subarray(0, 900),
      expected: /not an image/,
    },
    {
      reason: 'a bomb: 225 million pixels in a small file',
      bytes: () =>
        sharp({
          create: {
            width: 15_000,
            height: 15_000,
            channels: 3,
            background: 'red',
          },
          limitInputPixels: false,
        })
          .png({ compressionLevel: 9 })
          .toBuffer(),
      expected: /pixel limit/,
    },
  ]) {
    it(`skips ${reason}, and goes on with the next image`, async () => {
      const [, store] = stores[0] ?? [];
      assert.ok(store);
      const { handler, upload } = setup(store);
      await upload('odd', await bytes());
      await upload('fine.jpg', await photo());
      const reports = await handler(eventFor('odd', ['fine.jpg']));
      assert.match(reports[0]?.reason ?? '', expected);
      assert.notEqual(reports[1]?.outcome, 'skipped');
    });
  }

  it('skips what is gone and what is too large before reading it', async () => {
    for (const [, store] of stores) {
      const { handler, upload } = setup(store, { mostBytes: 100 });
      await upload('large.jpg', await photo());
      const reports = await handler(eventFor('gone.jpg', ['large.jpg']));
      assert.deepEqual(
        reports.map(one => one.reason),
        ['absent', 'too large'],
      );
    }
  });

  it('fails as a whole when the store does, so that the event comes again, and has done the rest', async () => {
    const [, store] = stores[0] ?? [];
    assert.ok(store);
    const broken: ObjectStore = {
      get: (place, most) =>
        place.key === 'broken'
          ? Promise.reject(new Error('503'))
          : store.get(place, most),
      metadataOf: place => store.metadataOf(place),
      put: (place, object) => store.put(place, object),
    };
    const { handler, upload } = setup(broken);
    await upload('c.jpg', await photo());
    await assert.rejects(
      handler(eventFor('broken', ['c.jpg'])),
      /1 images failed/,
    );
    assert.ok(
      await store.metadataOf({ bucket, key: 'resized/c.jpg/100.webp' }),
    );
  });

  it('keeps keys inside of their folder on the disk', async () => {
    const store = new DiskObjectStore(directory);
    for (const place of [
      { bucket, key: '../../etc/passwd' },
      { bucket: '..', key: 'x' },
      { bucket, key: '' },
    ]) {
      await assert.rejects(store.get(place, 10), /leads out of its bucket/);
    }
  });
});
