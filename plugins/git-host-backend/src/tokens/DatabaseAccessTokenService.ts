import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  AuthenticationError,
  InputError,
  NotFoundError,
} from '@backstage/errors';
import type {
  AccessToken,
  CreatedAccessToken,
} from '@notes/plugin-git-host-common';
import type { Knex } from 'knex';
import type { AccessTokenService } from './AccessTokenService';

/** Lets secret scanners and people see at once what they found. */
const PREFIX = 'notes_pat_';
const DEFAULT_DAYS = 90;
const DAY_MS = 24 * 60 * 60_000;
const MAX_TOKENS = 50;

interface AccessTokenRow {
  id: string;
  user_ref: string;
  name: string;
  secret_hash: string;
  hint: string;
  created_at: Date;
  expires_at: Date;
  last_used_at: Date | null;
  revoked_at: Date | null;
}

/** Keeps hashes of personal access tokens in PostgreSQL. */
export class DatabaseAccessTokenService implements AccessTokenService {
  readonly #knex: Knex;
  readonly #maxDays: number;
  readonly #signIn: (userRef: string) => Promise<BackstageCredentials>;
  readonly #now: () => number;

  constructor(options: {
    knex: Knex;
    maxDays: number;
    /** Gives the credentials of a person as the catalog knows them now. */
    signIn: (userRef: string) => Promise<BackstageCredentials>;
    now?: () => number;
  }) {
    this.#knex = options.knex;
    this.#maxDays = options.maxDays;
    this.#signIn = options.signIn;
    this.#now = options.now ?? Date.now;
  }

  async create(
    request: { name: string; expiresInDays?: number },
    userRef: string,
  ): Promise<CreatedAccessToken> {
    const days = request.expiresInDays ?? Math.min(DEFAULT_DAYS, this.#maxDays);
    if (days > this.#maxDays) {
      throw new InputError(
        `expiresInDays is ${days}, expected at most ${this.#maxDays}`,
      );
    }
    if ((await this.list(userRef)).length >= MAX_TOKENS) {
      throw new InputError(
        `You have ${MAX_TOKENS} personal access tokens, revoke one first`,
      );
    }
    const secret = `${PREFIX}${randomBytes(32).toString('base64url')}`;
    const [row] = await this.#table()
      .insert({
        id: randomUUID(),
        user_ref: userRef,
        name: request.name,
        secret_hash: hashOf(secret),
        hint: secret.slice(-4),
        created_at: new Date(this.#now()),
        expires_at: new Date(this.#now() + days * DAY_MS),
      })
      .returning('*');
    return { ...toAccessToken(row), secret };
  }

  async list(userRef: string): Promise<AccessToken[]> {
    const rows = await this.#table()
      .where({ user_ref: userRef, revoked_at: null })
      .orderBy('created_at', 'desc');
    return rows.map(toAccessToken);
  }

  async revoke(id: string, userRef: string): Promise<void> {
    const changed = await this.#table()
      .whereRaw('id::text = ?', [id])
      .where({ user_ref: userRef })
      .update({ revoked_at: new Date(this.#now()) });
    if (changed === 0) {
      throw new NotFoundError(`You have no personal access token '${id}'`);
    }
  }

  isAccessToken(secret: string): boolean {
    return secret.startsWith(PREFIX);
  }

  async authenticate(secret: string): Promise<BackstageCredentials> {
    const row = await this.#table()
      .where({ secret_hash: hashOf(secret) })
      .first();
    if (!row || row.revoked_at) {
      throw new AuthenticationError(
        'The personal access token is unknown or revoked. Make a new one in the portal under Settings',
      );
    }
    if (row.expires_at.getTime() <= this.#now()) {
      throw new AuthenticationError(
        `The personal access token '${row.name}' has expired. Make a new one in the portal under Settings`,
      );
    }
    const credentials = await this.#signIn(row.user_ref);
    await this.#noteUse(row);
    return credentials;
  }

  async #noteUse(row: AccessTokenRow): Promise<void> {
    const last = row.last_used_at?.getTime() ?? 0;
    // A clone makes several requests; one write a minute is enough to know.
    if (this.#now() - last > 60_000) {
      await this.#table()
        .where({ id: row.id })
        .update({ last_used_at: new Date(this.#now()) });
    }
  }

  #table() {
    return this.#knex<AccessTokenRow>('access_tokens');
  }
}

// The secret has 256 bits of chance, so a slow hash would add nothing.
function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

function toAccessToken(row: AccessTokenRow): AccessToken {
  return {
    id: row.id,
    name: row.name,
    hint: row.hint,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    lastUsedAt: row.last_used_at?.toISOString(),
  };
}
