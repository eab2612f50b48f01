import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import {
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { checkOutgoing } from '@notes/events';
import { createLogger, migrate } from '@notes/service-kit';
import {
  createTestDatabase,
  type TestDatabase,
} from '@notes/service-kit/testing';
import { Pool } from 'pg';
import { readEvent } from '../testing/readEvent.ts';
import { recordedLog } from '../testing/recordedLog.ts';
import { s3Client } from '../testing/s3Client.ts';
import { startS3, type S3Server } from '../testing/startS3.ts';
import {
  createCleanup,
  type CleanupEvent,
  type CleanupOptions,
} from './createCleanup.ts';
import { PostgresNoteBin } from './PostgresNoteBin.ts';
import { S3Uploads } from './S3Uploads.ts';

const DAY_MS = 86_400_000;
const MIGRATIONS = new URL(
  '../../../notes-service/migrations/',
  import.meta.url,
);
const recorded = readEvent<CleanupEvent>('scheduled-event');
const due = new Date(recorded.time);

const logger = createLogger({
  name: 'migrations',
  config: { LOG_LEVEL: 'silent', SERVICE_VERSION: 'test' },
});

describe('cleanup', () => {
  let database: TestDatabase;
  let pool: Pool;
  let server: S3Server;
  let client: S3Client;
  before(async () => {
    database = await createTestDatabase();
    await migrate({
      databaseUrl: database.url,
      logger,
      migrations: MIGRATIONS,
    });
    pool = new Pool({ connectionString: database.url });
    server = await startS3('notes');
    client = s3Client(server);
  });
  after(async () => {
    client.destroy();
    await pool.end();
    await database.drop();
    await server.stop();
  });

  async function addNote(options: {
    state: string;
    days?: number;
  }): Promise<string> {
    const id = randomUUID();
    const at =
      options.days === undefined
        ? null
        : new Date(due.getTime() - options.days * DAY_MS);
    await pool.query(
      `INSERT INTO notes (id, owner_id, version, state, title, content, tags, created_at, updated_at, deleted_at)
       VALUES ($1, $2, 3, $3, 'T', 'C', '[]', now(), now(), $4)`,
      [id, randomUUID(), options.state, at],
    );
    await pool.query(
      `INSERT INTO attachments (id, note_id, owner_id, storage_key, file_name, content_type, size, state, created_at)
       VALUES ($1, $2, 'o', $1, 'a.png', 'image/png', 1, 'complete', now())`,
      [randomUUID(), id],
    );
    return id;
  }

  async function setup(options: Partial<CleanupOptions> = {}) {
    await pool.query('DELETE FROM outbox');
    await pool.query('DELETE FROM notes');
    for (const Key of ['uploads/a', 'uploads/b', 'objects/c']) {
      await client.send(
        new PutObjectCommand({ Bucket: 'notes', Key, Body: 'four' }),
      );
    }
    const handler = createCleanup({
      uploads: new S3Uploads({ client, bucket: 'notes', prefix: 'uploads/' }),
      bin: new PostgresNoteBin(pool),
      logger: recordedLog(),
      now: () => new Date(Date.now() + 2 * DAY_MS),
      uploadHours: 24,
      binDays: 30,
      ...options,
    });
    return { handler };
  }
  const keys = async () =>
    (
      (await client.send(new ListObjectsV2Command({ Bucket: 'notes' })))
        .Contents ?? []
    ).map(({ Key }) => Key);
  const noteIds = async () =>
    (await pool.query<{ id: string }>('SELECT id FROM notes')).rows.map(
      ({ id }) => id,
    );
  const inTwoDays = {
    ...recorded,
    time: new Date(Date.now() + 2 * DAY_MS).toISOString(),
  };

  it('finds nothing in empty stores', async () => {
    const { handler } = await setup();
    const report = await handler(recorded);
    assert.deepEqual(report, {
      dryRun: false,
      complete: true,
      uploads: { found: 0, removed: 0, bytes: 0 },
      notes: { found: 0, removed: 0, kept: 0 },
    });
  });

  it('purges notes that are in the bin for too long, with their event and their files, and no other', async () => {
    const { handler } = await setup();
    const old = await addNote({ state: 'deleted', days: 31 });
    const kept = [
      await addNote({ state: 'deleted', days: 29 }),
      await addNote({ state: 'active' }),
    ];
    const { notes } = await handler(recorded);
    assert.deepEqual(notes, { found: 1, removed: 1, kept: 0 });
    assert.deepEqual((await noteIds()).sort(), kept.sort());
    const { rows } = await pool.query<{
      topic: string;
      message_key: string;
      event: { type: string; data: object };
    }>('SELECT * FROM outbox');
    assert.equal(rows.length, 1);
    const [{ event, message_key, topic } = assert.fail()] = rows;
    assert.deepEqual(
      [topic, message_key, event.type],
      ['notes-events', old, 'note.deleted'],
    );
    assert.deepEqual(checkOutgoing(event, 'note.deleted'), []);
    assert.deepEqual(
      (await pool.query('SELECT 1 FROM attachments WHERE note_id = $1', [old]))
        .rowCount,
      0,
    );
    assert.equal((await handler(recorded)).notes.found, 0);
  });

  it('keeps a note that its owner took out of the bin since the look', async () => {
    const bin = new PostgresNoteBin(pool);
    const { handler } = await setup({
      bin: {
        deletedBefore: (moment, page) => bin.deletedBefore(moment, page),
        purge: async (note, now) => {
          await pool.query(
            `UPDATE notes SET state = 'active', deleted_at = NULL, version = 4 WHERE id = $1`,
            [note.noteId],
          );
          return bin.purge(note, now);
        },
      },
    });
    const id = await addNote({ state: 'deleted', days: 31 });
    assert.deepEqual((await handler(recorded)).notes, {
      found: 1,
      removed: 0,
      kept: 1,
    });
    assert.deepEqual(await noteIds(), [id]);
  });

  it('removes uploads that never became part of a note, and nothing else in the bucket', async () => {
    const { handler } = await setup();
    const { uploads } = await handler(inTwoDays);
    assert.deepEqual(uploads, { found: 2, removed: 2, bytes: 8 });
    assert.deepEqual(await keys(), ['objects/c']);
  });

  it('touches nothing in a dry run, and tells what would go', async () => {
    for (const [event, options] of [
      [{ ...inTwoDays, detail: { dryRun: true } }, {}],
      [{ ...inTwoDays, detail: { dryRun: false } }, { dryRun: true }],
    ] as const) {
      const { handler } = await setup(options);
      const id = await addNote({ state: 'deleted', days: 31 });
      const report = await handler(event);
      assert.equal(report.dryRun, true);
      assert.deepEqual([report.uploads.found, report.uploads.removed], [2, 0]);
      assert.deepEqual(await noteIds(), [id]);
      assert.equal((await keys()).length, 3);
    }
  });

  it('does not let an event from the future make young things old', async () => {
    const { handler } = await setup({ now: () => new Date() });
    const report = await handler({ ...recorded, time: '2999-01-01T00:00:00Z' });
    assert.equal(report.uploads.found, 0);
  });

  it('stops before its time is up, and goes on where it was', async () => {
    const { handler } = await setup();
    for (let count = 0; count < 3; count += 1)
      await addNote({ state: 'deleted', days: 40 });
    let left = 10_003;
    const report = await handler(recorded, {
      getRemainingTimeInMillis: () => (left -= 1),
    });
    assert.equal(report.complete, false);
    assert.ok(report.notes.removed < 3);
    assert.equal((await handler(recorded)).complete, true);
    assert.deepEqual(await noteIds(), []);
  });

  it('goes through more notes than fit on a page', async () => {
    const { handler } = await setup();
    for (let count = 0; count < 103; count += 1)
      await addNote({ state: 'deleted', days: 40 });
    const dry = await handler({ ...recorded, detail: { dryRun: true } });
    assert.equal(dry.notes.found, 103);
    assert.equal((await handler(recorded)).notes.removed, 103);
  });

  for (const { event, expected } of [
    {
      event: { ...recorded, detail: { dryRun: 'yes' } },
      expected: /detail.dryRun: expected true or false/,
    },
    {
      event: { ...recorded, time: 'yesterday' },
      expected: /time: expected a moment/,
    },
  ]) {
    it(`refuses an event with ${JSON.stringify(event.detail)} at ${event.time}`, async () => {
      const { handler } = await setup();
      await assert.rejects(handler(event), expected);
    });
  }

  it('refuses to clean a whole bucket', () => {
    assert.throws(
      () => new S3Uploads({ client, bucket: 'notes', prefix: '' }),
      /prefix: expected a folder/,
    );
  });
});
