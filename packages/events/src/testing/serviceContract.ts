import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Pool } from 'pg';
import { z } from 'zod';
import {
  createTestDatabase,
  type TestDatabase,
} from '@notes/service-kit/testing';
import { startConsumer } from '../consumer/startConsumer.ts';
import type { NoteIndexed } from '../contracts/types.generated.ts';
import { DeadLetters } from '../deadletters/DeadLetters.ts';
import type { EventBus } from '../EventBus.ts';
import { inTransaction } from '../inTransaction.ts';
import { openEventBus } from '../openEventBus.ts';
import { Outbox } from '../outbox/Outbox.ts';
import { startOutboxRelay } from '../outbox/startOutboxRelay.ts';
import { busSettings } from '../settings.ts';
import { GROUPS, TOPICS } from '../topology.ts';
import { createEventTables } from './createEventTables.ts';
import { eventually } from './eventually.ts';
import { noteHistory } from './noteEvents.ts';
import { openTestPool } from './openTestPool.ts';
import { silentLogger } from './silentLogger.ts';
import { testParts } from './testParts.ts';

export interface BusServer {
  /** What names the bus to a service. */
  readonly environment: Readonly<Record<string, string>>;
  /** Ends every connection at once, as a server that restarts does, and resolves when it answers again. */
  interrupt(): Promise<void>;
  close(): Promise<void>;
}

const topic = TOPICS.notesEvents;
const KILLED = fileURLToPath(new URL('killedConsumer.ts', import.meta.url));

/** A service with outbox, bus and consumer, as `src/main.ts` of each service wires them. */
export function describeServiceContract(
  name: string,
  start: () => Promise<BusServer>,
): void {
  describe(`a service on ${name}`, () => {
    let server: BusServer;
    let database: TestDatabase;
    let pool: Pool;
    before(async () => {
      server = await start();
      database = await createTestDatabase();
      pool = openTestPool(database.url);
      await createEventTables(pool);
      await pool.query(
        'CREATE TABLE effects (note_id text, version int, at bigserial)',
      );
    });
    after(async () => {
      await pool.end();
      await database.drop();
      await server.close();
    });

    async function startParts() {
      const checks: string[] = [];
      const parts = { ...testParts(), logger: silentLogger, pool };
      const readiness = {
        add: (check: { name: string; required: boolean }) =>
          checks.push(`${check.name} ${String(check.required)}`),
      };
      const config = z.object(busSettings).parse(server.environment);
      const bus = await openEventBus({
        ...parts,
        config,
        readiness,
        service: 'test-service',
      });
      return { ...parts, bus, checks };
    }

    function consume(
      parts: Awaited<ReturnType<typeof startParts>>,
      options: {
        group: string;
        before?: (event: NoteIndexed) => void;
        attempts?: number;
      },
    ) {
      const { before: check = () => undefined, ...rest } = options;
      return startConsumer({
        ...parts,
        ...rest,
        topic,
        backoff: { baseMs: 10, maxMs: 50 },
        handlers: {
          'note.indexed': async (event, client) => {
            check(event);
            await client.query('INSERT INTO effects VALUES ($1, $2)', [
              event.subject,
              event.data.version,
            ]);
          },
        },
      });
    }

    async function effectsOf(noteId: string): Promise<number[]> {
      const { rows } = await pool.query<{ version: number }>(
        'SELECT version FROM effects WHERE note_id = $1 ORDER BY at',
        [noteId],
      );
      return rows.map(row => row.version);
    }

    async function isDone(noteId: string, count: number): Promise<boolean> {
      return (await effectsOf(noteId)).length >= count;
    }

    async function add(events: readonly NoteIndexed[]): Promise<void> {
      await inTransaction(pool, client => Outbox.add(client, topic, ...events));
    }

    it('carries events from outbox to handler, in order, and measures it', async () => {
      const parts = await startParts();
      try {
        const noteId = randomUUID();
        startOutboxRelay(parts);
        await consume(parts, { group: GROUPS.search });
        for (const event of noteHistory(noteId, 10)) await add([event]);
        await eventually('all handled', () => isDone(noteId, 10));
        assert.deepEqual(
          await effectsOf(noteId),
          Array.from({ length: 10 }, (_, index) => index + 1),
        );
        await eventually('no lag', async () => {
          return (await parts.bus.lag(topic, GROUPS.search)) === 0;
        });
        const text = await parts.metrics.registry.metrics();
        const label = 'messaging_destination_name="notes-events"';
        for (const line of [
          `messaging_client_sent_messages_total{${label}} 10`,
          `messaging_client_consumed_messages_total{${label},outcome="handled"} 10`,
          `messaging_client_consumed_messages_total{${label},outcome="dead_lettered"} 0`,
          `messaging_process_duration_seconds_count{${label}} 10`,
          `messaging_consumer_lag_messages{${label}} 0`,
          `messaging_dead_letter_messages_total{${label}} 0`,
          'outbox_pending_messages 0',
        ]) {
          assert.ok(text.includes(`${line}\n`), `${line} in\n${text}`);
        }
        assert.deepEqual(parts.checks, ['event-bus false']);
      } finally {
        await parts.close();
      }
    });

    it('lets the key go on after a dead letter, and handles that when it is replayed', async () => {
      const parts = await startParts();
      try {
        const noteId = randomUUID();
        let broken = true;
        const group = GROUPS.search;
        await consume(parts, {
          group,
          attempts: 3,
          before: event => {
            if (broken && event.data.version === 1) throw new Error('no index');
          },
        });
        await parts.bus.publish(topic, noteHistory(noteId, 2));
        await eventually('the successor', () => isDone(noteId, 1));
        assert.deepEqual(await effectsOf(noteId), [2]);

        const letters = new DeadLetters(parts.bus);
        const [letter] = await letters.list({ limit: 10, group });
        assert.equal(letter?.key, noteId);
        assert.equal(letter.reason, 'no index');
        assert.equal(letter.attempts, 3);
        assert.equal(letter.eventType, 'note.indexed');

        await assert.rejects(letters.replay({}), /Name the ids or the group/);
        broken = false;
        assert.equal(await letters.replay({ ids: [letter.id] }), 1);
        await eventually('the replay', () => isDone(noteId, 2));
        assert.deepEqual(await effectsOf(noteId), [2, 1]);
        assert.deepEqual(await letters.list({ limit: 10, group }), []);
      } finally {
        await parts.close();
      }
    });

    it('redelivers and doubles nothing when a consumer is killed with a message in hand', async () => {
      const parts = await startParts();
      try {
        const group = GROUPS.audit;
        const [noteId, other] = [randomUUID(), randomUUID()];
        await drain(parts.bus, group);
        await killWithMessageInHand(group, () =>
          parts.bus.publish(topic, [
            ...noteHistory(noteId, 3),
            ...noteHistory(other, 3),
          ]),
        );
        assert.deepEqual(await effectsOf(noteId), [], 'nothing was committed');

        await consume(parts, { group });
        await eventually('all handled', () => isDone(noteId, 3));
        await eventually('the other key', () => isDone(other, 3));
        await eventually('no lag', async () => {
          return (await parts.bus.lag(topic, group)) === 0;
        });
        assert.deepEqual(await effectsOf(noteId), [1, 2, 3]);
        assert.deepEqual(await effectsOf(other), [1, 2, 3]);
      } finally {
        await parts.close();
      }
    });

    it('goes on by itself when the bus was away', async () => {
      const parts = await startParts();
      try {
        const noteId = randomUUID();
        const [first, ...rest] = noteHistory(noteId, 5);
        assert.ok(first);
        startOutboxRelay(parts);
        await consume(parts, { group: GROUPS.workflow });
        await add([first]);
        await eventually('the first', () => isDone(noteId, 1));
        const interruption = server.interrupt();
        for (const event of rest) await add([event]);
        await interruption;
        await eventually('the rest', () => isDone(noteId, 5));
        assert.deepEqual(await effectsOf(noteId), [1, 2, 3, 4, 5]);
        await parts.bus.check();
      } finally {
        await parts.close();
      }
    });

    /** Takes away what earlier tests left for a group. */
    async function drain(bus: EventBus, group: string): Promise<void> {
      const handle = () => Promise.resolve('settled' as const);
      const subscription = await bus.subscribe({ topic, group, handle });
      await eventually(
        'no lag',
        async () => (await bus.lag(topic, group)) === 0,
      );
      await subscription.stop();
    }

    async function killWithMessageInHand(
      group: string,
      publish: () => Promise<void>,
    ): Promise<void> {
      const child = spawn(process.execPath, [KILLED], {
        stdio: ['ignore', 'pipe', 'inherit'],
        env: {
          ...process.env,
          ...server.environment,
          DATABASE_URL: database.url,
          TOPIC: topic,
          GROUP: group,
          KAFKA_SESSION_TIMEOUT_MS: '2000',
        },
      });
      try {
        await publish();
        await once(child.stdout, 'data', {
          signal: AbortSignal.timeout(30_000),
        });
      } finally {
        const ended = once(child, 'exit');
        child.kill('SIGKILL');
        await ended;
      }
    }
  });
}
