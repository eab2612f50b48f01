import {
  GROUPS,
  openEventBus,
  startConsumer,
  startOutboxRelay,
  TOPICS,
} from '@notes/events';
import { defineService, openDatabase, type Parts } from '@notes/service-kit';
import type { Pool } from 'pg';
import { config, type Config } from './config.ts';
import { AuditChain } from './data/AuditChain.ts';
import { AuditQueries } from './data/AuditQueries.ts';
import { Checkpoints } from './data/Checkpoints.ts';
import { useWriterRole } from './data/useWriterRole.ts';
import { Verifications } from './data/Verifications.ts';
import { createAuditBatch } from './events/createAuditBatch.ts';
import { startJobs } from './jobs/startJobs.ts';
import { auditHandlers } from './routes/auditHandlers.ts';

const NAME = 'audit-service';
/** All records are in one chain, so events wait for each other anyhow: as many as this share one turn. */
const TOGETHER = 64;

/** What the service is made of, outermost last; closing goes the other way round. */
export const service = defineService<Config>({
  name: NAME,
  config,
  openapi: new URL('../openapi.yaml', import.meta.url),
  async create(parts) {
    const { clock, config: values, logger } = parts;
    const migrations = new URL('../migrations/', import.meta.url);
    const pool = await openDatabase({ ...parts, migrations });
    await useWriterRole(pool, logger);
    const keys = values.AUDIT_KEYS;
    const chain = { pool, keys, clock, logger };
    const verifications = new Verifications({
      ...chain,
      everySeconds: values.VERIFY_INTERVAL_SECONDS,
    });
    startJobs({
      ...parts,
      verifications,
      checkpoints: new Checkpoints(chain),
      checkpointMs: values.CHECKPOINT_INTERVAL_MS,
    });
    await startEvents(parts, pool);
    const queries = new AuditQueries(pool);
    return { handlers: auditHandlers({ queries, verifications }) };
  },
});

async function startEvents(parts: Parts<Config>, pool: Pool): Promise<void> {
  const { clock } = parts;
  const bus = await openEventBus({ ...parts, service: NAME });
  startOutboxRelay({ ...parts, pool, bus });
  const chain = new AuditChain(clock);
  for (const topic of [TOPICS.notesEvents, TOPICS.userEvents]) {
    await startConsumer({
      ...parts,
      bus,
      pool,
      topic,
      group: GROUPS.audit,
      batch: createAuditBatch(chain, clock, topic),
      concurrency: TOGETHER,
    });
  }
}
