// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('repositories', table => {
    table.comment('Repositories that the git host keeps');
    table.uuid('id').primary();
    table.string('owner', 63).notNullable();
    table.string('name', 100).notNullable();
    table.text('description').notNullable().defaultTo('');
    table.string('owner_ref').comment('The catalog entity that owns it');
    table.string('default_branch').notNullable();
    table.boolean('archived').notNullable().defaultTo(false);
    table.string('created_by').notNullable();
    table.timestamp('created_at').notNullable().defaultTo(knex.fn.now());
    table.timestamp('pushed_at');
    table
      .string('idempotency_key')
      .comment('The same key of the same caller makes the repository once');
    table.string('initial_commit').comment('The commit made at creation');
    table.integer('last_pull_number').notNullable().defaultTo(0);
    table.unique(['owner', 'name']);
    table.unique(['created_by', 'idempotency_key']);
    table.index(['owner_ref']);
  });

  await knex.schema.createTable('pull_requests', table => {
    table.comment('Pull requests, with the branches that they join');
    table.uuid('id').primary();
    table
      .uuid('repository_id')
      .notNullable()
      .references('repositories.id')
      .onDelete('CASCADE');
    table.integer('number').notNullable();
    table.text('title').notNullable();
    table.text('body').notNullable().defaultTo('');
    table.string('source_branch').notNullable();
    table.string('target_branch').notNullable();
    table.string('state', 10).notNullable().defaultTo('open');
    table.string('author').notNullable();
    table.string('head_sha').notNullable();
    table.string('base_sha').comment('Where the branches met, kept at the end');
    table.string('merge_sha');
    table.string('merged_by');
    table.timestamp('merged_at');
    table.timestamp('created_at').notNullable().defaultTo(knex.fn.now());
    table.timestamp('updated_at').notNullable().defaultTo(knex.fn.now());
    table.string('idempotency_key');
    table.unique(['repository_id', 'number']);
    table.unique(['repository_id', 'author', 'idempotency_key']);
  });
  // One open pull request for each pair of branches.
  await knex.raw(
    `CREATE UNIQUE INDEX pull_requests_open_pair ON pull_requests (repository_id, source_branch, target_branch) WHERE state = 'open'`,
  );

  await knex.schema.createTable('pull_request_checks', table => {
    table.comment('The last result of each check of a pull request');
    table
      .uuid('pull_request_id')
      .notNullable()
      .references('pull_requests.id')
      .onDelete('CASCADE');
    table.string('name', 100).notNullable();
    table.string('state', 10).notNullable();
    table.text('summary').notNullable().defaultTo('');
    table.text('url');
    table.string('commit_sha').notNullable();
    table.string('reported_by').notNullable();
    table.timestamp('updated_at').notNullable().defaultTo(knex.fn.now());
    table.primary(['pull_request_id', 'name']);
  });

  await knex.schema.createTable('access_tokens', table => {
    table.comment('Personal access tokens; only the hash of a secret is kept');
    table.uuid('id').primary();
    table.string('user_ref').notNullable().index();
    table.string('name', 100).notNullable();
    table.string('secret_hash', 64).notNullable().unique();
    table.string('hint', 4).notNullable();
    table.timestamp('created_at').notNullable().defaultTo(knex.fn.now());
    table.timestamp('expires_at').notNullable();
    table.timestamp('last_used_at');
    table.timestamp('revoked_at');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('access_tokens');
  await knex.schema.dropTable('pull_request_checks');
  await knex.schema.dropTable('pull_requests');
  await knex.schema.dropTable('repositories');
};
