import type { DatabaseService } from '@backstage/backend-plugin-api';
import type { JsonObject } from '@backstage/types';

/** What the scaffolder has kept of a task. */
export interface TaskPast {
  /** Whether it has run before. */
  hasRun: boolean;
  /** Whether an earlier run has failed, or has been started over already. */
  hasFailed: boolean;
  /** Whether steps would be skipped, because an earlier run has completed them. */
  hasSavedSteps: boolean;
}

/**
 * The scaffolder's own tables, from a module of the scaffolder: no service of it tells or forgets the
 * saved steps of a task. The tests with a killed portal hold the names of the tables.
 */
export class TaskHistory {
  readonly #database: DatabaseService;

  constructor(database: DatabaseService) {
    this.#database = database;
  }

  async read(taskId: string): Promise<TaskPast> {
    const knex = await this.#database.getClient();
    const task = await knex('tasks').where({ id: taskId }).first('state');
    const events = await knex('task_events')
      .where({ task_id: taskId, event_type: 'log' })
      .select('body');
    const bodies = events.map(({ body }) => JSON.parse(body) as JsonObject);
    const saved = task?.state && JSON.parse(task.state).state;
    return {
      hasRun: bodies.length > 0,
      hasFailed: bodies.some(
        body => body.status === 'failed' || body.startedOver === true,
      ),
      hasSavedSteps: Object.keys(saved?.steps ?? {}).length > 0,
    };
  }

  /** Makes the next run begin with the first step, and every later run, too. */
  async startOver(taskId: string, message: string): Promise<void> {
    const knex = await this.#database.getClient();
    await knex.transaction(async transaction => {
      // The worker holds the old steps in memory and saves them again, so this line is what counts later.
      await transaction('task_events').insert({
        task_id: taskId,
        event_type: 'log',
        body: JSON.stringify({ message, startedOver: true }),
      });
      await transaction('tasks').where({ id: taskId }).update({ state: null });
    });
  }
}
