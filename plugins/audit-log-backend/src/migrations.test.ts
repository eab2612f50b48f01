/** Backend layer: the table goes up and down. */
import path from 'node:path';
import { createTestDatabase } from '@notes/test-support';

describe('migrations', () => {
  it('make the table with its indexes, and remove it', async () => {
    const { knex, close } = await createTestDatabase();
    const directory = path.resolve(__dirname, '../migrations');

    await knex.migrate.latest({ directory });
    const indexes = await knex('pg_indexes')
      .where({ tablename: 'audit_events' })
      .orderBy('indexname')
      .pluck('indexname');
    expect(indexes).toEqual([
      'audit_events_action_idx',
      'audit_events_actor_idx',
      'audit_events_entity_idx',
      'audit_events_pkey',
      'audit_events_time_idx',
    ]);

    await knex.migrate.rollback({ directory });
    expect(await knex.schema.hasTable('audit_events')).toBe(false);
    await close();
  });
});
