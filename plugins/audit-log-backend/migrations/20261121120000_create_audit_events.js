// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('audit_events', table => {
    table.comment('What people and services did in the portal');
    table.uuid('id').primary();
    table.timestamp('occurred_at').notNullable();
    table.timestamp('completed_at');
    // Compared byte by byte, so that one index serves equality, order and "begins with".
    table.specificType('actor', 'text COLLATE "C"');
    table.specificType('action', 'text COLLATE "C"').notNullable();
    table.specificType('entity_ref', 'text COLLATE "C"');
    table.text('plugin').notNullable();
    table.text('severity').notNullable();
    table.text('status').notNullable();
    table.text('method');
    table.text('path');
    table.text('address');
    table.jsonb('meta').notNullable();
    table.text('error');

    // Each list is "the newest first", within one value when there is a filter.
    table.index(['occurred_at', 'id'], 'audit_events_time_idx');
    table.index(['actor', 'occurred_at', 'id'], 'audit_events_actor_idx');
    table.index(['action', 'occurred_at', 'id'], 'audit_events_action_idx');
    table.index(['entity_ref', 'occurred_at', 'id'], 'audit_events_entity_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('audit_events');
};
