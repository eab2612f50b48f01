import { createTestDatabase } from './createTestDatabase';

describe('createTestDatabase', () => {
  it('gives each caller an empty database of its own', async () => {
    const first = await createTestDatabase();
    const second = await createTestDatabase();
    await first.knex.schema.createTable('only_here', t => t.increments());

    expect(await first.knex.schema.hasTable('only_here')).toBe(true);
    expect(await second.knex.schema.hasTable('only_here')).toBe(false);

    await first.close();
    await second.close();
    await expect(first.knex.raw('SELECT 1')).rejects.toThrow(/acquire/);
  });

  it('names the variable when there is no server', async () => {
    const name = 'BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING';
    const before = process.env[name];
    delete process.env[name];
    await expect(createTestDatabase()).rejects.toThrow(name);
    process.env[name] = before;
  });
});
