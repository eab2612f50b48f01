import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as api from '@backstage/backend-plugin-api';
import { createTestDatabase, type TestDatabase } from '@notes/test-support';
import { openMigratedDatabase } from './openMigratedDatabase';

jest.mock('@backstage/backend-plugin-api', () => ({
  ...jest.requireActual('@backstage/backend-plugin-api'),
  resolvePackagePath: jest.fn(),
}));

const MIGRATION = `
  exports.up = knex => knex.schema.createTable('lamps', table => table.increments());
  exports.down = knex => knex.schema.dropTable('lamps');
`;

describe('openMigratedDatabase', () => {
  let folder: string;
  let database: TestDatabase;
  beforeEach(async () => {
    database = await createTestDatabase();
    folder = mkdtempSync(join(tmpdir(), 'migrations-'));
    mkdirSync(join(folder, 'migrations'));
    writeFileSync(
      join(folder, 'migrations/20260101000000_lamps.js'),
      MIGRATION,
    );
    jest
      .mocked(api.resolvePackagePath)
      .mockImplementation((_name, ...path) => join(folder, ...path));
  });
  afterEach(async () => {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const open = (migrations?: { skip: boolean }) =>
    openMigratedDatabase(
      { getClient: async () => database.knex, migrations },
      '@notes/plugin-lamps-backend',
    );

  it('brings the tables up to date, also a second time', async () => {
    await open();
    const knex = await open();
    expect(await knex.schema.hasTable('lamps')).toBe(true);
    expect(api.resolvePackagePath).toHaveBeenCalledWith(
      '@notes/plugin-lamps-backend',
      'migrations',
    );
  });

  it('leaves the tables alone when the operator migrates by hand', async () => {
    const knex = await open({ skip: true });
    expect(await knex.schema.hasTable('lamps')).toBe(false);
  });
});
