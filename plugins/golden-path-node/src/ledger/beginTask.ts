import { setTimeout as sleep } from 'node:timers/promises';
import type {
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { ScaffolderService } from '@backstage/plugin-scaffolder-node';
import { logUndo } from './logUndo';
import type { UndoLedger } from './UndoLedger';

const PAUSE_MS = 300;
const LONGEST_STEP_MS = 30 * 60_000;

/** Aborted when the task is cancelled; one task has one, whatever the step. */
const watched = new WeakSet<AbortSignal>();

/** @public */
export interface BegunTask {
  taskId: string;
  templateRef: string;
  /** What it makes, as a person would name it. */
  subject: string;
}

/**
 * Opens the ledger of a task: for the first step of a template.
 *
 * What failed attempts of the same person left is taken back first. A cancelled task runs no further
 * step, also none that would clean up, so what it made is taken back here after it has ended.
 *
 * @public
 */
export async function beginTask(
  ctx: {
    logger: Pick<LoggerService, 'info' | 'warn'>;
    signal?: AbortSignal;
    getInitiatorCredentials(): Promise<BackstageCredentials>;
  },
  task: BegunTask,
  options: {
    ledger: Pick<UndoLedger, 'begin' | 'undo'>;
    scaffolder: Pick<ScaffolderService, 'getTask'>;
  },
): Promise<void> {
  const credentials = await ctx.getInitiatorCredentials();
  const { signal, logger } = ctx;
  if (signal && !watched.has(signal)) {
    watched.add(signal);
    const undo = async () => {
      try {
        if (await hasFailed(task.taskId, credentials, options.scaffolder)) {
          logger.info('Cancelled: what the task made is taken back');
          logUndo(
            logger,
            await options.ledger.undo(task.taskId, { credentials }),
          );
        }
      } catch (error) {
        logger.warn(
          `What the cancelled task made is left behind, see /api/golden-path/v1/ledger?task=${task.taskId}: ${error}`,
        );
      }
    };
    signal.addEventListener('abort', () => void undo(), { once: true });
  }
  logUndo(logger, await options.ledger.begin(task, { credentials }));
}

/** Waits for the step that runs on, because it may still make something. */
async function hasFailed(
  taskId: string,
  credentials: BackstageCredentials,
  scaffolder: Pick<ScaffolderService, 'getTask'>,
): Promise<boolean> {
  const end = Date.now() + LONGEST_STEP_MS;
  while (Date.now() < end) {
    const { status } = await scaffolder.getTask({ taskId }, { credentials });
    if (status !== 'open' && status !== 'processing') {
      return status === 'failed' || status === 'cancelled';
    }
    await sleep(PAUSE_MS);
  }
  throw new Error('its last step did not end');
}
