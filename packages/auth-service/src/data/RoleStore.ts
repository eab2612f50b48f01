import { ADMIN_ROLE } from '../domain/User.ts';
import type { Queryable } from './Queryable.ts';

export interface Role {
  readonly name: string;
  readonly description: string;
  readonly permissions: readonly string[];
  readonly builtIn: boolean;
}

export interface RoleChange {
  readonly description: string;
  readonly permissions: readonly string[];
}

const COLUMNS = 'name, description, permissions, built_in AS "builtIn"';

export class RoleStore {
  readonly #db: Queryable;

  constructor(db: Queryable) {
    this.#db = db;
  }

  async list(): Promise<Role[]> {
    const { rows } = await this.#db.query<Role>(
      `SELECT ${COLUMNS} FROM roles ORDER BY name`,
    );
    return rows;
  }

  async find(name: string): Promise<Role | undefined> {
    const { rows } = await this.#db.query<Role>(
      `SELECT ${COLUMNS} FROM roles WHERE name = $1 FOR UPDATE`,
      [name],
    );
    return rows[0];
  }

  /**
   * Which of these names no role has. The others stay until the transaction ends: a role that is removed at the
   * same time is either waited for or waits, and neither waits in a circle.
   */
  async unknownOf(names: readonly string[]): Promise<string[]> {
    const { rows } = await this.#db.query<{ name: string }>(
      'SELECT name FROM roles WHERE name = ANY($1) ORDER BY name FOR KEY SHARE',
      [names],
    );
    const known = new Set(rows.map(row => row.name));
    return names.filter(name => !known.has(name));
  }

  async put(name: string, change: RoleChange, now: Date): Promise<void> {
    await this.#db.query(
      `INSERT INTO roles (name, description, permissions, updated_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (name) DO UPDATE SET description = $2, permissions = $3, updated_at = $4`,
      [name, change.description, change.permissions, now],
    );
  }

  async remove(name: string): Promise<void> {
    await this.#db.query('DELETE FROM roles WHERE name = $1', [name]);
  }

  /**
   * How many active administrators there are beside one person. Until the transaction ends, whoever else asks
   * waits: otherwise two administrators could remove each other at the same time.
   */
  async otherAdmins(userId: string): Promise<number> {
    await this.#db.query('SELECT FROM roles WHERE name = $1 FOR UPDATE', [
      ADMIN_ROLE,
    ]);
    const { rows } = await this.#db.query<{ admins: number }>(
      `SELECT count(*)::int AS admins FROM user_roles JOIN users ON id = user_id
       WHERE role = $1 AND status = 'active' AND user_id <> $2`,
      [ADMIN_ROLE, userId],
    );
    return rows[0]?.admins ?? 0;
  }
}
