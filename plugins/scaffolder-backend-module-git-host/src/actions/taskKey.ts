import type {
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { ScaffolderService } from '@backstage/plugin-scaffolder-node';

/** The idempotency key of one step of one task. */
export function taskKey(taskId: string, stepId = 'publish'): string {
  return `scaffolder:${taskId}:${stepId.replace(/[^\w.-]/g, '-')}`;
}

/**
 * The keys of this person's failed tasks.
 *
 * Starting a failed task over makes a new task. It may take the place of what
 * the failed one left, and of nothing else.
 */
export async function findFailedTaskKeys(options: {
  scaffolder: Pick<ScaffolderService, 'listTasks'>;
  credentials: BackstageCredentials;
  user: string | undefined;
  logger: LoggerService;
}): Promise<string[]> {
  const { scaffolder, credentials, user, logger } = options;
  if (!user) {
    return [];
  }
  try {
    const { items } = await scaffolder.listTasks(
      { createdBy: user, status: 'failed', limit: 50 },
      { credentials },
    );
    return items.flatMap(task =>
      task.spec.steps
        .filter(step => step.action === 'publish:git')
        .map(step => taskKey(task.id, step.id))
        .slice(0, 2),
    );
  } catch (error) {
    // Without the list the name counts as taken, which is the safe answer.
    logger.debug(`Failed tasks cannot be listed: ${error}`);
    return [];
  }
}
