/** Backend layer: the tables go up and down. */
import { resolve } from 'node:path';
import { createTestDatabase } from '@notes/test-support';

const TABLES = ['ledger_entries', 'ledger_tasks', 'plan_files', 'plans'];

describe('migrations', () => {
  it('make the tables with what they refer to, remove them, and make them again', async () => {
    const { knex, close } = await createTestDatabase();
    const directory = resolve(__dirname, '../migrations');
    const listTables = async () =>
      knex('information_schema.tables')
        .where({ table_schema: 'public' })
        .whereNot('table_name', 'like', 'knex%')
        .orderBy('table_name')
        .pluck('table_name');

    await knex.migrate.latest({ directory });
    expect(await listTables()).toEqual(TABLES);
    const indexes = await knex('pg_indexes')
      .whereIn('tablename', TABLES)
      .orderBy('indexname')
      .pluck('indexname');
    expect(indexes).toEqual(
      expect.arrayContaining([
        'plans_created_by_template_ref_input_hash_index',
        'plans_approver_requested_at_index',
        'plans_expires_at_index',
        'ledger_tasks_created_by_template_ref_subject_index',
        'ledger_entries_task_id_step_target_unique',
      ]),
    );

    await knex.migrate.rollback({ directory }, true);
    expect(await listTables()).toEqual([]);
    await knex.migrate.latest({ directory });
    expect(await listTables()).toEqual(TABLES);
    await close();
  });
});
