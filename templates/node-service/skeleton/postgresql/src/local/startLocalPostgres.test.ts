import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { ServerProcess } from './ServerProcess.ts';
import { startLocalPostgres } from './startLocalPostgres.ts';

async function query(url: string, statement: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(statement);
  await client.end();
  return rows;
}

describe('the local PostgreSQL', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'local-postgres-'));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  it('repairs a half-made cluster, shares a running one, and keeps its data', async () => {
    await mkdir(join(directory, 'data'));
    await writeFile(join(directory, 'data', 'half-made'), '');

    const first = await startLocalPostgres({ directory, durable: false });
    await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    const second = await startLocalPostgres({ directory });
    expect(second.url).toBe(first.url);
    await second.stop();
    expect(await query(first.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
    await first.stop();

    const third = await startLocalPostgres({ directory, durable: false });
    expect(await query(third.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
    await third.stop();
  }, 60_000);

  it('does not let anybody in without the password', async () => {
    const postgres = await startLocalPostgres({ directory, durable: false });
    const url = new URL(postgres.url);
    url.password = 'guess';
    await expect(query(url.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
    await postgres.stop();
  }, 60_000);
});

describe('a server process', () => {
  it('quotes what a command said before it failed', async () => {
    const command = ServerProcess.start('node', [
      '-e',
      'console.error("no disk"); process.exit(3)',
    ]);
    await expect(command.finished()).rejects.toThrow('no disk');
  });

  it('reports a server that ends while it is waited for', async () => {
    const server = ServerProcess.start('node', ['-e', 'console.log("bye")']);
    await expect(server.waitUntil(() => Promise.resolve(false))).rejects.toThrow('ended at start');
  });

  it('reports a command that does not exist', async () => {
    const command = ServerProcess.start('no-such-command', []);
    await expect(command.finished()).rejects.toThrow('no-such-command failed');
  });
});
