import { Pool } from 'pg';
import { PostgresItemRepository } from '../data/PostgresItemRepository.ts';
import { createTestDatabase } from './createTestDatabase.ts';

export interface TestRepository {
  readonly pool: Pool;
  readonly repository: PostgresItemRepository;
  close(): Promise<void>;
}

export async function createTestRepository(): Promise<TestRepository> {
  const database = await createTestDatabase();
  const pool = new Pool({ connectionString: database.url });
  // Dropping the database may reach a connection before its own goodbye does.
  pool.on('error', () => undefined);
  return {
    pool,
    repository: new PostgresItemRepository(pool),
    close: async () => {
      await pool.end();
      await database.drop();
    },
  };
}
