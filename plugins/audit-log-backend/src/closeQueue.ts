import type {
  LifecycleService,
  LoggerService,
  RootLifecycleService,
} from '@backstage/backend-plugin-api';
import knexFactory, { type Knex } from 'knex';
import { DatabaseAuditWriter } from './database/DatabaseAuditWriter';
import type { AuditQueue } from './queue/AuditQueue';

const TIMEOUT_MS = 5000;

/** @internal */
export interface CloseQueueOptions {
  knex: Knex;
  logger: LoggerService;
  queue: AuditQueue;
  lifecycle: LifecycleService;
  rootLifecycle: RootLifecycleService;
}

/**
 * Writes what is waiting before the process ends.
 *
 * Plugins stop side by side, and some report an event while they do. Those that
 * come after this plugin has stopped are written at the very end, over a
 * connection of their own, because the pools are being closed by then.
 *
 * @internal
 */
export function closeQueueOnShutdown(options: CloseQueueOptions): void {
  const { knex, logger, queue, lifecycle, rootLifecycle } = options;

  lifecycle.addShutdownHook(async () => {
    await queue.close(DatabaseAuditWriter.create(knex, { logger }), TIMEOUT_MS);
  });

  rootLifecycle.addShutdownHook(async () => {
    if (queue.size === 0) {
      return;
    }
    const last = knexFactory({
      ...knex.client.config,
      pool: { min: 0, max: 1 },
      acquireConnectionTimeout: TIMEOUT_MS,
    });
    try {
      const writer = DatabaseAuditWriter.create(last, { logger });
      const left = await queue.close(writer, TIMEOUT_MS);
      if (left > 0) {
        logger.error(
          `${left} audit events could not be written before the end and are in this log only`,
        );
      }
    } finally {
      await last.destroy();
    }
  });
}
