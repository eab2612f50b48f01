import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import {
  createLogger,
  inTransaction,
  KeyRing,
  systemClock,
} from '@notes/service-kit';
import { migrate } from '@notes/service-kit';
import {
  createTestDatabase,
  testKeys,
  type TestDatabase,
} from '@notes/service-kit/testing';
import { Pool } from 'pg';
import { AuditChain } from '../data/AuditChain.ts';
import { Checkpoints } from '../data/Checkpoints.ts';
import type { AuditEntry } from '../domain/AuditRecord.ts';

const VERIFY = fileURLToPath(new URL('../verify.ts', import.meta.url));
const logger = createLogger({
  name: 'test',
  config: { LOG_LEVEL: 'silent', SERVICE_VERSION: 'test' },
});

export function entry(fields: Partial<AuditEntry> = {}): AuditEntry {
  const owner = randomUUID();
  return {
    eventId: randomUUID(),
    topic: 'notes-events',
    action: 'note.created',
    actor: owner,
    subject: `note:${owner}`,
    outcome: 'success',
    occurredAt: '2026-01-02T03:04:05.678Z',
    details: { version: 1, größe: 'ä€😀', nested: { b: [1, 2.5], a: null } },
    ...fields,
  };
}

/** A chain in a database of its own, for someone with the rights of the owner to tamper with. */
export class TamperedChain {
  readonly pool: Pool;
  readonly checkpoints: Checkpoints;
  readonly #database: TestDatabase;
  readonly #keys: string;
  readonly #chain = new AuditChain(systemClock);

  private constructor(database: TestDatabase, keys: string) {
    this.#database = database;
    this.#keys = keys;
    this.pool = new Pool({ connectionString: database.url, max: 8 });
    // The last connections may still be closing when the database goes.
    this.pool.on('error', () => undefined);
    this.pool.on('connect', client => client.on('error', () => undefined));
    this.checkpoints = new Checkpoints({
      pool: this.pool,
      keys: KeyRing.parse(keys),
      clock: systemClock,
      logger,
    });
  }

  static async create(records = 0): Promise<TamperedChain> {
    const database = await createTestDatabase();
    const migrations = new URL('../../migrations/', import.meta.url);
    await migrate({ databaseUrl: database.url, migrations, logger });
    const chain = new TamperedChain(database, testKeys());
    await chain.add(records);
    return chain;
  }

  async add(count: number): Promise<void> {
    for (let at = 0; at < count; at += 1) await this.append(entry());
  }

  append(one: AuditEntry): Promise<unknown> {
    return inTransaction(this.pool, client =>
      this.#chain.append([one], client),
    );
  }

  /** Does what the triggers refuse, as whoever owns the tables can. */
  async tamper(statements: string): Promise<void> {
    await inTransaction(this.pool, async client => {
      const tables = ['audit_records', 'audit_checkpoints', 'audit_head'];
      for (const table of tables)
        await client.query(`ALTER TABLE ${table} DISABLE TRIGGER ALL`);
      await client.query(statements);
      for (const table of tables)
        await client.query(`ALTER TABLE ${table} ENABLE TRIGGER ALL`);
    });
  }

  /** Runs the command that an operator runs. */
  async verify(
    ...args: string[]
  ): Promise<{ code: number | null; output: string }> {
    const child = spawn(process.execPath, [VERIFY, ...args], {
      env: {
        PATH: process.env.PATH,
        DATABASE_URL: this.#database.url,
        AUDIT_KEYS: this.#keys,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', chunk => {
        output += String(chunk);
      });
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, output };
  }

  async drop(): Promise<void> {
    await this.pool.end();
    await this.#database.drop();
  }
}
