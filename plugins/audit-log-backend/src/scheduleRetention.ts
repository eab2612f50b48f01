import type {
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { AuditEventStore } from './database/AuditEventStore';

const DAY_MS = 24 * 60 * 60 * 1000;

/** @internal */
export interface RetentionOptions {
  store: AuditEventStore;
  logger: LoggerService;
  retentionDays: number;
  now?: () => number;
}

/** Removes the events that are older than they are to be kept. @internal */
export async function removeExpiredEvents(
  options: RetentionOptions,
): Promise<number> {
  const { store, logger, retentionDays, now = Date.now } = options;
  const removed = await store.deleteBefore(
    new Date(now() - retentionDays * DAY_MS),
  );
  if (removed > 0) {
    logger.info(
      `Removed ${removed} audit events that were older than ${retentionDays} days`,
    );
  }
  return removed;
}

/** Does so once a day, in one of the replicas. @internal */
export async function scheduleRetention(
  scheduler: SchedulerService,
  options: RetentionOptions,
): Promise<void> {
  await scheduler.scheduleTask({
    id: 'audit-log-retention',
    frequency: { days: 1 },
    initialDelay: { minutes: 1 },
    timeout: { minutes: 10 },
    fn: async () => {
      await removeExpiredEvents(options);
    },
  });
}
