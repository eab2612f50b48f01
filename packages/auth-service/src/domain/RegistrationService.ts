import { randomUUID } from 'node:crypto';
import { inTransaction, type Clock } from '@notes/service-kit';
import type { Pool, PoolClient } from 'pg';
import { UserStore } from '../data/UserStore.ts';
import { recordEvent } from '../events/recordEvent.ts';
import { checkPassword } from './checkPassword.ts';
import type { PasswordHasher } from './PasswordHasher.ts';
import { weakPassword } from './problems.ts';
import { DEFAULT_ROLE, emailKeyOf } from './User.ts';

export interface Registration {
  readonly email: string;
  readonly password: string;
  readonly name: string;
}

export interface NewPerson {
  readonly email: string;
  readonly emailVerified: boolean;
  readonly name: string;
  readonly passwordHash?: string;
  readonly roles?: readonly string[];
}

export class RegistrationService {
  readonly #pool: Pool;
  readonly #clock: Clock;
  readonly #hasher: PasswordHasher;
  readonly #minLength: number;

  constructor(options: {
    pool: Pool;
    clock: Clock;
    hasher: PasswordHasher;
    minLength: number;
  }) {
    this.#pool = options.pool;
    this.#clock = options.clock;
    this.#hasher = options.hasher;
    this.#minLength = options.minLength;
  }

  /** Does the same work whether the address is free or not, and answers nothing that tells. */
  async register(registration: Registration): Promise<void> {
    const { email, name, password } = registration;
    const wrong = checkPassword(password, registration, this.#minLength);
    if (wrong !== undefined) throw weakPassword('password', wrong);

    const passwordHash = await this.#hasher.inTurn(({ hash }) =>
      hash(password),
    );
    await inTransaction(this.#pool, async client => {
      const person = { email, emailVerified: false, name, passwordHash };
      const created = await this.create(client, person);
      if (created === 'taken') await this.#tellOwner(client, email);
    });
  }

  /** Answers the id of the new person, or that the address is somebody's. */
  async create(
    client: PoolClient,
    person: NewPerson,
  ): Promise<{ id: string } | 'taken'> {
    const { email, roles = [DEFAULT_ROLE], ...rest } = person;
    const store = new UserStore(client);
    const [id, now] = [randomUUID(), this.#clock.now()];
    const user = {
      ...rest,
      id,
      email,
      emailKey: emailKeyOf(email),
      createdAt: now,
    };
    if ((await store.insert(user)) === 'taken') return 'taken';

    await store.setRoles(id, roles);
    await recordEvent(client, {
      type: 'user.registered',
      subject: id,
      data: { userId: id, email, name: person.name },
      time: now,
    });
    return { id };
  }

  /** One mail an hour at most: the key is the same for each attempt of that hour. */
  async #tellOwner(client: PoolClient, email: string): Promise<void> {
    const owner = await new UserStore(client).findByEmail(emailKeyOf(email));
    if (!owner) return;
    const now = this.#clock.now();
    const hour = now.toISOString().slice(0, 13);
    await recordEvent(client, {
      type: 'email.requested',
      subject: owner.id,
      data: {
        userId: owner.id,
        template: 'registration-attempt',
        data: { name: owner.name, at: now.toISOString() },
        key: `registration-attempt:${owner.id}:${hour}`,
      },
      time: now,
    });
  }
}
