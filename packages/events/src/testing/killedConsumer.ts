/**
 * A process for tests to kill: it handles one event as far as its last statement, says so, and never ends. What the
 * handler wrote is not committed, and the bus has been told nothing.
 */
import { Pool } from 'pg';
import { z } from 'zod';
import { startConsumer } from '../consumer/startConsumer.ts';
import { openEventBus } from '../openEventBus.ts';
import { busSettings } from '../settings.ts';
import { silentLogger } from './silentLogger.ts';
import { testParts } from './testParts.ts';

const settings = z.object({
  ...busSettings,
  DATABASE_URL: z.string(),
  TOPIC: z.string(),
  GROUP: z.string(),
});
const config = settings.parse(process.env);
const parts = { ...testParts(), logger: silentLogger };
const pool = new Pool({ connectionString: config.DATABASE_URL });
const bus = await openEventBus({
  ...parts,
  config,
  service: 'killed',
  readiness: { add: () => undefined },
});
await startConsumer({
  ...parts,
  bus,
  pool,
  topic: config.TOPIC,
  group: config.GROUP,
  handlers: {
    'note.indexed': async (event, client) => {
      await client.query('INSERT INTO effects VALUES ($1, $2)', [
        event.subject,
        event.data.version,
      ]);
      process.stdout.write('in hand\n');
      await new Promise(() => undefined);
    },
  },
});
