import { Repeating, type Parts } from '@notes/service-kit';
import { MongoClient, type Db } from 'mongodb';
import type { Pool } from 'pg';
import type { Config } from '../../config.ts';
import type { WorkflowTimes } from '../../workflow/Workflow.ts';
import type { OpenedNotes } from '../openNotes.ts';
import { MongoDebts } from './MongoDebts.ts';
import { MongoNoteReader } from './MongoNoteReader.ts';
import { MongoNoteStore } from './MongoNoteStore.ts';
import type {
  NoteCollections,
  NoteDocument,
  VersionDocument,
} from './NoteDocument.ts';

export interface OpenMongoNotesOptions extends Pick<
  Parts<Config>,
  'lifecycle' | 'logger' | 'readiness'
> {
  readonly url: string;
  readonly pool: Pool;
  readonly times: WorkflowTimes;
}

const PAY_EVERY_MS = 1_000;
const FORGET_EVERY_MS = 3_600_000;
const ANSWER_WITHIN_MS = 5_000;

/** Notes in MongoDB; workflows, attachments and the outbox stay in PostgreSQL. */
export async function openMongoNotes(
  options: OpenMongoNotesOptions,
): Promise<OpenedNotes & { readonly debts: MongoDebts }> {
  const { lifecycle, logger, pool, readiness, times, url } = options;
  const client = new MongoClient(url, {
    serverSelectionTimeoutMS: ANSWER_WITHIN_MS,
    // An accepted note must survive the loss of any one server.
    writeConcern: { w: 'majority' },
  });
  await client.connect();
  lifecycle.onClose('mongodb', () => client.close());
  const db = client.db();
  readiness.add({
    name: 'mongodb',
    required: true,
    check: () => db.command({ ping: 1 }),
  });
  const collections = await prepare(db);
  const debts = new MongoDebts({ collections, pool, times });
  const jobs = [
    Repeating.start({
      name: 'carrying effects from MongoDB',
      everyMs: PAY_EVERY_MS,
      logger,
      work: () => debts.payAll(),
    }),
    Repeating.start({
      name: 'forgetting effects that were carried',
      everyMs: FORGET_EVERY_MS,
      logger,
      work: () => debts.forgetPaid(),
    }),
  ];
  lifecycle.onClose('effects of MongoDB', () =>
    Promise.all(jobs.map(job => job.stop())),
  );
  return {
    store: new MongoNoteStore({ collections, debts, logger }),
    reader: new MongoNoteReader(collections),
    debts,
  };
}

/** Making an index that is there already does nothing. */
async function prepare(db: Db): Promise<NoteCollections> {
  const notes = db.collection<NoteDocument>('notes');
  const versions = db.collection<VersionDocument>('note_versions');
  await notes.createIndex({ uniqueKey: 1 }, { unique: true }, {});
  await notes.createIndex({ ownerId: 1, state: 1, createdAt: -1, _id: -1 });
  await notes.createIndex({
    ownerId: 1,
    state: 1,
    tags: 1,
    createdAt: -1,
    _id: -1,
  });
  await notes.createIndex({ state: 1, deletedAt: 1 });
  await notes.createIndex({ dirty: 1, _id: 1 });
  await versions.createIndex({ noteId: 1, version: -1 });
  return { notes, versions };
}
