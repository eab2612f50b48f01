import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { MongoClient } from 'mongodb';
import { createNoteEffects } from '../../events/createNoteEffects.ts';
import {
  startMongo,
  withoutAtomicUpdates,
  withoutMongo,
} from '../../testing/mongoServer.ts';
import { aNote, versionOf } from '../../testing/aNote.ts';
import { describeNoteStore } from '../../testing/noteStoreContract.ts';
import {
  openTestDatabase,
  type OpenedDatabase,
} from '../../testing/openTestDatabase.ts';
import { MongoDebts } from './MongoDebts.ts';
import { MongoNoteReader } from './MongoNoteReader.ts';
import { MongoNoteStore } from './MongoNoteStore.ts';
import type {
  NoteCollections,
  NoteDocument,
  VersionDocument,
} from './NoteDocument.ts';
import { openMongoNotes } from './openMongoNotes.ts';

const skip = withoutMongo();
const times = { deadlineMs: 60_000, retryMs: 1_000 };

async function open() {
  const server = await startMongo();
  const database = await openTestDatabase();
  const opened = await openMongoNotes({ ...database, url: server.url, times });
  return {
    ...opened,
    server,
    database,
    pool: database.pool,
    async close() {
      await database.close();
      await server.stop();
    },
  };
}

describeNoteStore('MongoDB', open, { skip, races: withoutAtomicUpdates() });

describe('what a write in MongoDB owes', { skip }, () => {
  let database: OpenedDatabase;
  let client: MongoClient;
  let collections: NoteCollections;
  let stop: () => Promise<void>;
  const effects = createNoteEffects('http://localhost:4000');
  before(async () => {
    const server = await startMongo();
    database = await openTestDatabase();
    client = await new MongoClient(server.url).connect();
    const db = client.db();
    collections = {
      notes: db.collection<NoteDocument>('notes'),
      versions: db.collection<VersionDocument>('note_versions'),
    };
    stop = async () => {
      await client.close();
      await database.close();
      await server.stop();
    };
  });
  after(() => stop());

  it('waits in the note while PostgreSQL is away, and is paid once afterwards', async () => {
    const { logger, pool } = database;
    const away = { connect: () => Promise.reject(new Error('away')) };
    const broken = new MongoDebts({
      collections,
      pool: away as unknown as typeof pool,
      times,
    });
    const store = new MongoNoteStore({ collections, debts: broken, logger });
    const reader = new MongoNoteReader(collections);
    const note = aNote();
    const revision = { note, change: 'created' } as const;
    const outcome = await store.create(revision, effects.of(revision));
    assert.equal(outcome.kind, 'created');
    assert.deepEqual(await store.find(note.id), note);
    assert.equal(
      (await reader.version(versionOf(note, 1)))?.content,
      note.content,
    );
    assert.equal((await reader.versions(note.id, { limit: 5 })).length, 1);

    // Several replicas pay at the same time; a transaction of PostgreSQL lets one of them.
    const debts = new MongoDebts({ collections, pool, times });
    await Promise.all([debts.payAll(), debts.payAll(), debts.payAll()]);
    const { rows } = await pool.query<{ type: string }>(
      `SELECT event->>'type' AS type FROM outbox ORDER BY position`,
    );
    assert.deepEqual(
      rows.map(({ type }) => type),
      ['note.created', 'email.requested'],
    );
    const stored = await collections.notes.findOne({ _id: note.id });
    assert.deepEqual(
      [stored?.dirty, stored?.pending, stored?.history],
      [false, [], []],
    );
    assert.equal(
      (await reader.version(versionOf(note, 1)))?.content,
      note.content,
    );
    assert.equal(await debts.payAll(), 0);

    const records = async () =>
      (
        await pool.query(
          `SELECT FROM processed_events WHERE consumer_group = 'mongo-effects'`,
        )
      ).rowCount;
    await debts.forgetPaid();
    assert.equal(await records(), 1);
    await pool.query(
      `UPDATE processed_events SET processed_at = now() - interval '2 days'`,
    );
    await debts.forgetPaid();
    assert.equal(await records(), 0);
  });
});
