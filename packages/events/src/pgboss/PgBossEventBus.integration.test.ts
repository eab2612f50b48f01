import { PgBoss } from 'pg-boss';
import { createTestDatabase } from '@notes/service-kit/testing';
import {
  describeEventBusContract,
  type BusUnderTest,
} from '../testing/eventBusContract.ts';
import { describeServiceContract } from '../testing/serviceContract.ts';
import { openTestPool } from '../testing/openTestPool.ts';
import { silentLogger } from '../testing/silentLogger.ts';
import { PgBossEventBus } from './PgBossEventBus.ts';

async function startBus(): Promise<BusUnderTest> {
  const database = await createTestDatabase();
  const pool = openTestPool(database.url, 1);
  const boss = new PgBoss({
    db: { executeSql: async (text, values) => pool.query(text, values) },
    supervise: false,
    schedule: false,
  });
  return {
    connect: () =>
      PgBossEventBus.open({ url: database.url, logger: silentLogger }),
    async sendRaw(topic, { key, value }) {
      await boss.start();
      const { rows } = await pool.query<{ name: string }>(
        'SELECT name FROM pgboss.subscription WHERE event = $1',
        [topic],
      );
      for (const { name } of rows) {
        await boss.send(name, { value }, { singletonKey: key });
      }
    },
    async close() {
      await boss.stop({ graceful: false });
      await pool.end();
      await database.drop();
    },
  };
}

describeEventBusContract('pg-boss', startBus);

describeServiceContract('pg-boss', async () => {
  const database = await createTestDatabase();
  return {
    environment: { BUS_DATABASE_URL: database.url },
    interrupt: () => endConnections(database.url),
    close: () => database.drop(),
  };
});

async function endConnections(url: string): Promise<void> {
  const pool = openTestPool(url, 1);
  await pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid()`,
  );
  await pool.end();
}
