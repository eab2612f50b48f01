import { setTimeout as sleep } from 'node:timers/promises';
import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { ScaffolderService } from '@backstage/plugin-scaffolder-node';
import { describeTask, isCancelled, isComplete } from './describeTask';
import { parseEndedTask } from './parseEndedTask';

const LOOKS = 25;

export interface TaskNotifierOptions {
  auth: AuthService;
  logger: LoggerService;
  notifications: NotificationService;
  scaffolder: ScaffolderService;
  /** Between two looks at the log of a task. */
  pauseMs?: number;
}

/** Sends a notification when a task ends, to the person who started it. */
export class TaskNotifier {
  readonly #options: Required<TaskNotifierOptions>;

  static create(options: TaskNotifierOptions) {
    return new TaskNotifier(options);
  }

  private constructor(options: TaskNotifierOptions) {
    this.#options = { pauseMs: 200, ...options };
  }

  /** Takes an event of the topic `scaffolder.task`. */
  async handle(eventPayload: unknown): Promise<void> {
    const ended = parseEndedTask(eventPayload);
    if (!ended) {
      return;
    }
    const { notifications, logger, auth, scaffolder } = this.#options;
    try {
      const credentials = await auth.getOwnServiceCredentials();
      const taskId = ended.id;
      const { spec } = await scaffolder.getTask({ taskId }, { credentials });
      const log = await this.#readLog(taskId);
      // Who stops a task knows that it has ended.
      if (isCancelled(log)) {
        return;
      }
      await notifications.send({
        recipients: { type: 'entity', entityRef: ended.createdBy },
        payload: describeTask({ taskId, status: ended.status, spec, log }),
      });
    } catch (error) {
      logger.warn(
        `Could not tell '${ended.createdBy}' that task '${ended.id}' has ${ended.status}`,
        toError(error),
      );
    }
  }

  /** The event is sent shortly before the end of the task is stored. */
  async #readLog(taskId: string) {
    const { auth, scaffolder, pauseMs } = this.#options;
    for (let look = 1; ; look += 1) {
      const credentials = await auth.getOwnServiceCredentials();
      const log = await scaffolder.getLogs({ taskId }, { credentials });
      if (isComplete(log) || look === LOOKS) {
        return log;
      }
      await sleep(pauseMs);
    }
  }
}
