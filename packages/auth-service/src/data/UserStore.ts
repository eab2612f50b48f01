import type { Preferences, User, UserStatus } from '../domain/User.ts';
import type { Queryable } from './Queryable.ts';

interface UserRow {
  id: string;
  email: string | null;
  email_verified: boolean;
  name: string;
  password_hash: string | null;
  status: UserStatus;
  preferences: Preferences;
  roles: string[];
  permissions: string[];
  two_factor_enabled: boolean;
  created_at: Date;
  updated_at: Date;
}

export interface NewUser {
  readonly id: string;
  readonly email: string;
  readonly emailKey: string;
  readonly emailVerified: boolean;
  readonly name: string;
  readonly passwordHash?: string;
  readonly createdAt: Date;
}

export interface UserPatch {
  readonly name?: string;
  readonly status?: UserStatus;
  readonly preferences?: Preferences;
  readonly passwordHash?: string;
}

export interface UserFilter {
  readonly limit: number;
  readonly after?:
    { readonly createdAt: Date; readonly id: string } | undefined;
  /** In lower case. */
  readonly prefix?: string | undefined;
  readonly status?: string | undefined;
  readonly role?: string | undefined;
}

const SELECT = `
  SELECT u.id, u.email, u.email_verified, u.name, u.password_hash, u.status, u.preferences, u.created_at, u.updated_at,
    ARRAY(SELECT role FROM user_roles WHERE user_id = u.id ORDER BY role) AS roles,
    ARRAY(SELECT DISTINCT unnest(r.permissions) AS permission FROM user_roles ur JOIN roles r ON r.name = ur.role
          WHERE ur.user_id = u.id ORDER BY permission) AS permissions,
    EXISTS(SELECT FROM two_factor WHERE user_id = u.id AND enabled_at IS NOT NULL) AS two_factor_enabled
  FROM users u`;

export class UserStore {
  readonly #db: Queryable;

  constructor(db: Queryable) {
    this.#db = db;
  }

  async find(id: string): Promise<User | undefined> {
    const { rows } = await this.#db.query<UserRow>(
      `${SELECT} WHERE u.id = $1`,
      [id],
    );
    return rows[0] && toUser(rows[0]);
  }

  /** Also makes every other change of this person wait until the transaction ends. */
  async lock(id: string): Promise<User | undefined> {
    await this.#db.query('SELECT FROM users WHERE id = $1 FOR UPDATE', [id]);
    return this.find(id);
  }

  async findByEmail(emailKey: string): Promise<User | undefined> {
    const { rows } = await this.#db.query<UserRow>(
      `${SELECT} WHERE u.email_key = $1`,
      [emailKey],
    );
    return rows[0] && toUser(rows[0]);
  }

  async list(filter: UserFilter): Promise<User[]> {
    const { after, limit, prefix, role, status } = filter;
    const { rows } = await this.#db.query<UserRow>(
      `${SELECT}
       WHERE ($2::timestamptz IS NULL OR (u.created_at, u.id) > ($2, $3::uuid))
         AND ($4::text IS NULL OR u.email_key LIKE $4 OR lower(u.name) LIKE $4)
         AND ($5::text IS NULL OR u.status = $5)
         AND ($6::text IS NULL OR EXISTS(SELECT FROM user_roles WHERE user_id = u.id AND role = $6))
       ORDER BY u.created_at, u.id
       LIMIT $1`,
      [
        limit,
        after?.createdAt,
        after?.id,
        prefix && likePrefix(prefix),
        status,
        role,
      ],
    );
    return rows.map(toUser);
  }

  async insert(user: NewUser): Promise<'inserted' | 'taken'> {
    const { rowCount } = await this.#db.query(
      `INSERT INTO users (id, email, email_key, email_verified, name, password_hash, status, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, 'active', $7, $7)
       ON CONFLICT (email_key) DO NOTHING`,
      [
        ...[user.id, user.email, user.emailKey, user.emailVerified],
        ...[user.name, user.passwordHash, user.createdAt],
      ],
    );
    return rowCount === 1 ? 'inserted' : 'taken';
  }

  async update(id: string, patch: UserPatch, now: Date): Promise<void> {
    await this.#db.query(
      `UPDATE users SET name = coalesce($2, name), status = coalesce($3, status),
         preferences = preferences || coalesce($4::jsonb, '{}'), password_hash = coalesce($5, password_hash), updated_at = $6
       WHERE id = $1`,
      [
        id,
        patch.name,
        patch.status,
        patch.preferences,
        patch.passwordHash,
        now,
      ],
    );
  }

  /** Nothing personal stays: what refers to the person in other tables goes, or says nothing about them. */
  async anonymise(id: string, now: Date): Promise<void> {
    await this.#db.query(
      `UPDATE users SET email = NULL, email_key = NULL, email_verified = false, name = 'Deleted person',
         password_hash = NULL, preferences = '{}', status = 'deleted', updated_at = $2
       WHERE id = $1`,
      [id, now],
    );
    for (const table of [
      'user_roles',
      'two_factor',
      'identities',
      'challenges',
      'password_resets',
      'sessions',
    ]) {
      await this.#db.query(`DELETE FROM ${table} WHERE user_id = $1`, [id]);
    }
  }

  async setRoles(id: string, roles: readonly string[]): Promise<void> {
    await this.#db.query('DELETE FROM user_roles WHERE user_id = $1', [id]);
    await this.#db.query(
      'INSERT INTO user_roles (user_id, role) SELECT $1, unnest($2::text[])',
      [id, roles],
    );
  }
}

function likePrefix(prefix: string): string {
  return `${prefix.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
}

function toUser(row: UserRow): User {
  return {
    id: row.id,
    email: row.email ?? undefined,
    emailVerified: row.email_verified,
    name: row.name,
    passwordHash: row.password_hash ?? undefined,
    status: row.status,
    preferences: row.preferences,
    roles: row.roles,
    permissions: row.permissions,
    twoFactorEnabled: row.two_factor_enabled,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
