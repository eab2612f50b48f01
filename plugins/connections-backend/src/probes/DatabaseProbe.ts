import { DatabaseService } from '@backstage/backend-plugin-api';
import { ConnectionProbe, ProbeResult } from './ConnectionProbe';

/** The PostgreSQL that holds everything the portal knows. */
export class DatabaseProbe implements ConnectionProbe {
  readonly id = 'database';
  readonly title = 'Database';
  readonly #database: DatabaseService;

  constructor(options: { database: DatabaseService }) {
    this.#database = options.database;
  }

  async check(): Promise<ProbeResult> {
    try {
      const client = await this.#database.getClient();
      const { rows } = await client.raw('show server_version');
      const text = `PostgreSQL ${rows[0].server_version}`;
      return {
        state: 'ok',
        reason: 'PostgreSQL answers.',
        detail: [{ name: 'PostgreSQL', state: 'ok', text }],
      };
    } catch {
      return {
        state: 'broken',
        reason: 'PostgreSQL does not answer.',
        fix: 'Start PostgreSQL again, or correct POSTGRES_HOST and restart the portal. The portal picks it up by itself once it answers.',
      };
    }
  }
}
