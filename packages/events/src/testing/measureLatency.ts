/**
 * Measures the bus of the environment, from publication to the committed work of a consumer:
 *
 *     DATABASE_URL=… BUS_DATABASE_URL=… node src/testing/measureLatency.ts
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'pg';
import { z } from 'zod';
import { startConsumer } from '../consumer/startConsumer.ts';
import { openEventBus } from '../openEventBus.ts';
import { busSettings } from '../settings.ts';
import { GROUPS, TOPICS } from '../topology.ts';
import { createEventTables } from './createEventTables.ts';
import { eventually } from './eventually.ts';
import { noteIndexed } from './noteEvents.ts';
import { silentLogger } from './silentLogger.ts';
import { testParts } from './testParts.ts';

const PACED = 1_000;
const PACE_MS = 10;
const BURST = 3_000;

const config = z
  .object({ ...busSettings, DATABASE_URL: z.string() })
  .parse(process.env);
const parts = { ...testParts(), logger: silentLogger };
const pool = new Pool({ connectionString: config.DATABASE_URL });
await createEventTables(pool);
const startedAt = performance.now();
const bus = await openEventBus({
  ...parts,
  config,
  service: 'measure',
  readiness: { add: () => undefined },
});
const openMs = performance.now() - startedAt;

const sentAt = new Map<string, number>();
const latencies: number[] = [];
await startConsumer({
  ...parts,
  bus,
  pool,
  topic: TOPICS.notesEvents,
  group: GROUPS.search,
  handlers: {
    'note.indexed': event => {
      latencies.push(performance.now() - (sentAt.get(event.id) ?? 0));
      return Promise.resolve();
    },
  },
});

async function publish(count: number): Promise<void> {
  const events = Array.from({ length: count }, () =>
    noteIndexed(randomUUID(), 1),
  );
  for (const event of events) sentAt.set(event.id, performance.now());
  await bus.publish(TOPICS.notesEvents, events);
}

function percentile(part: number): string {
  const sorted = latencies.toSorted((one, other) => one - other);
  return (sorted[Math.floor(sorted.length * part)] ?? Number.NaN).toFixed(1);
}

for (let sent = 0; sent < PACED; sent += 1) {
  await Promise.all([publish(1), sleep(PACE_MS)]);
}
await eventually('all paced', () => latencies.length === PACED, 60_000);
const paced = `p50 ${percentile(0.5)} ms, p99 ${percentile(0.99)} ms, max ${percentile(0.9999)} ms`;

const burstAt = performance.now();
for (let sent = 0; sent < BURST; sent += 100) await publish(100);
const publishedAt = performance.now();
await eventually(
  'the burst',
  () => latencies.length === PACED + BURST,
  120_000,
);
const perSecond = (from: number) =>
  Math.round((BURST / (performance.now() - from)) * 1_000);
process.stdout.write(
  [
    `open ${openMs.toFixed(0)} ms`,
    `published to handled at ${1_000 / PACE_MS}/s: ${paced}`,
    `burst of ${BURST}: published in ${(publishedAt - burstAt).toFixed(0)} ms, handled at ${perSecond(burstAt)}/s`,
    '',
  ].join('\n'),
);
await parts.close();
await pool.end();
