import { describeNoteStore } from '../testing/noteStoreContract.ts';
import { openTestDatabase } from '../testing/openTestDatabase.ts';
import { PostgresNoteReader } from './PostgresNoteReader.ts';
import { PostgresNoteStore } from './PostgresNoteStore.ts';

describeNoteStore('PostgreSQL', async () => {
  const database = await openTestDatabase();
  const { pool } = database;
  const times = { deadlineMs: 60_000, retryMs: 1_000 };
  return {
    pool,
    store: new PostgresNoteStore(pool, times),
    reader: new PostgresNoteReader(pool),
    close: () => database.close(),
  };
});
