import { setTimeout as sleep } from 'node:timers/promises';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import type { GitOpsSeeder } from './GitOpsSeeder';

/** Long enough for a slow start; afterwards somebody should know. */
const QUIET_ATTEMPTS = 15;

/**
 * Tries until the GitOps repository is there.
 *
 * @remarks
 * The git host and the people of the catalog may come a moment after the scaffolder, and who creates a service in the
 * first minute needs the repository then, so that the pause is short and does not grow.
 */
export async function seedUntilDone(
  seeder: Pick<GitOpsSeeder, 'run'>,
  options: { logger: LoggerService; signal: AbortSignal; pauseMs?: number },
): Promise<void> {
  const { logger, signal, pauseMs = 2000 } = options;
  for (let attempt = 1; !signal.aborted; attempt += 1) {
    try {
      await seeder.run();
      return;
    } catch (error) {
      const reason = isError(error) ? error.message : String(error);
      const text = `The GitOps repository could not be made yet: ${reason}`;
      if (attempt === QUIET_ATTEMPTS) logger.warn(text);
      else logger.debug(text);
    }
    await sleep(pauseMs, undefined, { signal, ref: false }).catch(() => {});
  }
}
