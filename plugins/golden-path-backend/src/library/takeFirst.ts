import { setTimeout as sleep } from 'node:timers/promises';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import type { LibrarySnapshots } from './LibrarySnapshots';

const ATTEMPTS = 5;

/** Takes a snapshot when the portal starts; the git host may be up a moment later. */
export async function takeFirst(
  snapshots: Pick<LibrarySnapshots, 'take'>,
  logger: LoggerService,
  pauseMs = 2000,
): Promise<void> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    try {
      const { repository, commit } = await snapshots.take();
      logger.info(
        `The templates library is kept in '${repository}' at ${commit.slice(0, 10)}`,
      );
      return;
    } catch (error) {
      if (attempt === ATTEMPTS) {
        const reason = isError(error) ? error.message : String(error);
        logger.warn(`The templates library could not be kept: ${reason}`);
        return;
      }
      await sleep(attempt * pauseMs, undefined, { ref: false });
    }
  }
}
