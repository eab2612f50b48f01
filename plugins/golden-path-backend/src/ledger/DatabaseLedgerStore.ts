import { randomUUID } from 'node:crypto';
import { NotFoundError } from '@backstage/errors';
import type { LedgerRecord } from '@notes/plugin-golden-path-common';
import type { Knex } from 'knex';
import type { LedgerStore, LedgerTask } from './LedgerStore';
import { toLedgerEntry, type LedgerRow } from './ledgerRow';

export class DatabaseLedgerStore implements LedgerStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async record(record: LedgerRecord, createdBy: string) {
    const { taskId, undo, ...rest } = record;
    const [row] = await this.#entries()
      .insert({
        ...rest,
        id: randomUUID(),
        task_id: taskId,
        undo: JSON.stringify(undo) as never,
        created_by: createdBy,
      })
      .onConflict(['task_id', 'step', 'target'])
      .merge({
        state: record.state,
        undo: JSON.stringify(undo) as never,
        problem: null,
        updated_at: this.#knex.fn.now() as never,
      })
      .returning('*');
    return toLedgerEntry(row);
  }

  async list(taskId: string) {
    const rows = await this.#entries()
      .where({ task_id: taskId })
      .orderBy('sequence');
    return rows.map(toLedgerEntry);
  }

  async settle(id: string, state: 'undone' | 'left', problem?: string) {
    const [row] = await this.#entries()
      .where({ id })
      .update({
        state,
        problem: problem ?? null,
        updated_at: this.#knex.fn.now() as never,
      })
      .returning('*');
    if (!row) {
      throw new NotFoundError(`There is no ledger entry '${id}'`);
    }
    return toLedgerEntry(row);
  }

  async findOwner(taskId: string) {
    const task = await this.#knex('ledger_tasks')
      .where({ task_id: taskId })
      .first('created_by');
    const entry =
      task ??
      (await this.#entries().where({ task_id: taskId }).first('created_by'));
    return entry?.created_by;
  }

  async begin(task: LedgerTask) {
    await this.#knex('ledger_tasks')
      .insert({
        task_id: task.taskId,
        created_by: task.createdBy,
        template_ref: task.templateRef,
        subject: task.subject,
      })
      .onConflict('task_id')
      .ignore();
  }

  async listForerunners(task: LedgerTask) {
    const rows = await this.#knex('ledger_tasks')
      .join('ledger_entries', 'ledger_entries.task_id', 'ledger_tasks.task_id')
      .where({
        'ledger_tasks.created_by': task.createdBy,
        template_ref: task.templateRef,
        subject: task.subject,
      })
      .whereNot('ledger_tasks.task_id', task.taskId)
      .whereNot('ledger_entries.state', 'undone')
      .groupBy('ledger_tasks.task_id', 'ledger_tasks.created_at')
      .orderBy('ledger_tasks.created_at', 'desc')
      .select('ledger_tasks.task_id');
    return rows.map(row => row.task_id as string);
  }

  #entries() {
    return this.#knex<LedgerRow>('ledger_entries');
  }
}
