import { Repeating, type Parts } from '@notes/service-kit';
import type { Pool } from 'pg';
import type { AttachmentRepository } from '../attachments/AttachmentRepository.ts';
import type { AttachmentStore } from '../attachments/AttachmentStore.ts';
import type { Config } from '../config.ts';
import type { NoteCommands } from '../domain/NoteCommands.ts';
import type { NoteStore } from '../domain/NoteStore.ts';
import type { WorkflowRunner } from '../workflow/WorkflowRunner.ts';
import { cleanAttachments } from './cleanAttachments.ts';
import { purgeOldNotes } from './purgeOldNotes.ts';
import { runUnderLease } from './runUnderLease.ts';

export interface JobsOptions extends Pick<
  Parts<Config>,
  'clock' | 'config' | 'lifecycle' | 'logger'
> {
  readonly pool: Pool;
  readonly store: NoteStore;
  readonly commands: NoteCommands;
  readonly runner: WorkflowRunner;
  readonly repository: AttachmentRepository;
  readonly attachmentStore: AttachmentStore;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const LEASE_MS = 10 * 60_000;

/** What the service does without being asked. */
export function startJobs(options: JobsOptions): void {
  const { config, lifecycle, logger, runner } = options;
  const jobs = [
    Repeating.start({
      name: 'running workflows',
      everyMs: config.WORKFLOW_INTERVAL_MS,
      logger,
      work: () => runAllDue(runner),
    }),
    Repeating.start({
      name: 'cleaning up',
      everyMs: config.JOB_INTERVAL_MS,
      logger,
      work: () => cleanUp(options),
    }),
  ];
  lifecycle.onClose('jobs', () => Promise.all(jobs.map(job => job.stop())));
}

/** What has been run is not due any more, so this ends. */
async function runAllDue(runner: WorkflowRunner): Promise<void> {
  while ((await runner.runDue()) > 0);
}

/** One replica at a time empties the bin and gives up uploads that never came. */
export async function cleanUp(options: JobsOptions): Promise<void> {
  const { attachmentStore, clock, config, pool, repository } = options;
  const now = clock.now();
  await runUnderLease(
    { pool, name: 'clean up', now, leaseMs: LEASE_MS },
    async () => {
      const before = ago(now, config.BIN_RETENTION_DAYS * DAY_MS);
      await purgeOldNotes({ ...options, before });
      await cleanAttachments({
        ...options,
        repository,
        store: attachmentStore,
        pendingBefore: ago(now, config.UPLOAD_RETENTION_HOURS * HOUR_MS),
      });
    },
  );
}

function ago(now: Date, ms: number): Date {
  return new Date(now.getTime() - ms);
}
