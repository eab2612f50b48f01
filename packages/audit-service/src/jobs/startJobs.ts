import { Repeating, type Lifecycle, type Logger } from '@notes/service-kit';
import type { Checkpoints } from '../data/Checkpoints.ts';
import type { Verifications } from '../data/Verifications.ts';

export interface StartJobsOptions {
  readonly checkpoints: Checkpoints;
  readonly verifications: Verifications;
  readonly checkpointMs: number;
  readonly lifecycle: Lifecycle;
  readonly logger: Logger;
}

const LOOK_EVERY_MS = 10_000;

/** Signs the end of the chain and verifies all of it, from time to time and when the service ends. */
export function startJobs(options: StartJobsOptions): void {
  const { checkpointMs, checkpoints, lifecycle, logger, verifications } =
    options;
  const signing = Repeating.start({
    name: 'signing the audit chain',
    everyMs: checkpointMs,
    logger,
    work: () => checkpoints.sign(),
  });
  const verifying = Repeating.start({
    name: 'verifying the audit chain',
    everyMs: LOOK_EVERY_MS,
    logger,
    work: () => verifications.runDue(),
  });
  // The first one does not wait for its time.
  verifying.hasten();
  lifecycle.onClose('jobs', async () => {
    await verifying.stop();
    await signing.stop();
    await checkpoints.sign();
  });
}
