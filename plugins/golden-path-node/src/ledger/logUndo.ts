import type { LoggerService } from '@backstage/backend-plugin-api';
import type { UndoResult } from '@notes/plugin-golden-path-common';

/** Says in the log of a task what was taken back, and exactly what is left. @public */
export function logUndo(
  logger: Pick<LoggerService, 'info' | 'warn'>,
  { undone, left }: UndoResult,
): void {
  for (const entry of undone) {
    logger.info(`Took back ${entry.kind} ${entry.target}`);
  }
  for (const entry of left) {
    logger.warn(
      `Left behind: ${entry.kind} ${entry.target}. ${entry.problem ?? ''} It is tried again when you start over.`,
    );
  }
}
