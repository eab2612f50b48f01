// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('plans', table => {
    table.comment('What would be made, kept as it was shown');
    table.uuid('id').primary();
    table.string('hash', 64).notNullable();
    table.string('input_hash', 64).notNullable();
    table.string('render_tree', 40).notNullable();
    table.string('template_ref', 300).notNullable();
    table.string('created_by').notNullable();
    table.timestamp('created_at').notNullable().defaultTo(knex.fn.now());
    table.timestamp('expires_at').notNullable();
    table.boolean('approval_required').notNullable();
    table.string('approver').comment('The group that owns the template');
    table.timestamp('requested_at');
    table.text('request_note');
    table.string('decision', 10);
    table.string('decided_by');
    table.timestamp('decided_at');
    table.text('decision_reason');
    table.text('void_reason').comment('Set when the template has changed');
    table.string('task_id', 100);
    table.jsonb('document').notNullable().comment('The rest of the plan');
    table.index(['created_by', 'template_ref', 'input_hash']);
    table.index(['approver', 'requested_at']);
    table.index(['expires_at']);
  });

  await knex.schema.createTable('plan_files', table => {
    table.comment('The files of a plan, for as long as it may be created');
    table
      .uuid('plan_id')
      .notNullable()
      .references('plans.id')
      .onDelete('CASCADE');
    table.string('path', 1000).notNullable();
    table.binary('content').notNullable();
    table.primary(['plan_id', 'path']);
  });

  await knex.schema.createTable('ledger_tasks', table => {
    table.comment('What a task is about, to find its failed forerunners');
    table.string('task_id', 100).primary();
    table.string('created_by').notNullable();
    table.string('template_ref', 300).notNullable();
    table.string('subject', 300).notNullable();
    table.timestamp('created_at').notNullable().defaultTo(knex.fn.now());
    table.index(['created_by', 'template_ref', 'subject']);
  });

  await knex.schema.createTable('ledger_entries', table => {
    table.comment('What tasks make outside their workspace');
    table.uuid('id').primary();
    table.bigIncrements('sequence', { primaryKey: false });
    table.string('task_id', 100).notNullable();
    table.string('step', 200).notNullable();
    table.string('kind', 50).notNullable();
    table.string('target', 500).notNullable();
    table.string('state', 10).notNullable();
    table.jsonb('undo').notNullable();
    table.text('problem');
    table.string('created_by').notNullable();
    table.timestamp('created_at').notNullable().defaultTo(knex.fn.now());
    table.timestamp('updated_at').notNullable().defaultTo(knex.fn.now());
    table.unique(['task_id', 'step', 'target']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('ledger_entries');
  await knex.schema.dropTable('ledger_tasks');
  await knex.schema.dropTable('plan_files');
  await knex.schema.dropTable('plans');
};
