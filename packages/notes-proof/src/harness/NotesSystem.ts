import { readFile, rm } from 'node:fs/promises';
import type { KafkaServer } from '@notes/events/testing';
import { signIdentity, type KeyRing } from '@notes/service-kit';
import { startRedis, type TestRedis } from '@notes/service-kit/testing';
import { Pool } from 'pg';
import type { PostgresServer } from './embeddedPostgres.ts';
import type { Places } from './launcherParts.ts';
import { PERMISSIONS_OF } from './permissions.ts';
import type { ServiceProcess } from './ServiceProcess.ts';

export interface NotesSystemParts {
  readonly services: readonly ServiceProcess[];
  readonly postgres: PostgresServer;
  readonly redis: TestRedis | undefined;
  readonly kafka: KafkaServer | undefined;
  readonly places: Places;
  readonly data: string;
  readonly adminEmail: string;
  readonly identityKeys: KeyRing;
  readonly accessKeys: KeyRing;
  /** How long each service took from its process to ready. */
  readonly startedMs: ReadonlyMap<string, number>;
  /** What was asked for and is not here, with the reason. */
  readonly skipped: readonly string[];
}

export interface Person {
  readonly subject: string;
  readonly roles: readonly string[];
  /** Where they have signed in; auth-service answers only within a session that is live. */
  readonly session?: string;
}

const TOKEN_SECONDS = 15 * 60;

/** The running services, what they stand on, and what a proof needs to talk to them. */
export class NotesSystem {
  readonly parts: NotesSystemParts;
  #redis: TestRedis | undefined;

  constructor(parts: NotesSystemParts) {
    this.parts = parts;
    this.#redis = parts.redis;
  }

  get skipped(): readonly string[] {
    return this.parts.skipped;
  }

  has(name: string): boolean {
    return this.parts.services.some(one => one.name === name);
  }

  service(name: string): ServiceProcess {
    const found = this.parts.services.find(one => one.name === name);
    if (found === undefined) throw new Error(`${name} is not started`);
    return found;
  }

  /** Signs what the gateway tells one service about a person. */
  identityOf(person: Person, service: string): Promise<string> {
    return signIdentity(this.parts.identityKeys, {
      ...{ subject: person.subject, roles: person.roles, audience: service },
      permissions: permissionsOf(person),
      ...(person.session === undefined ? {} : { session: person.session }),
      requestId: '',
    });
  }

  /** Signs an access token as auth-service does. */
  accessTokenOf(person: Person): Promise<string> {
    return this.parts.accessKeys.sign(
      {
        sub: person.subject,
        sid: person.subject,
        roles: person.roles,
        scope: permissionsOf(person).join(' '),
        jti: crypto.randomUUID(),
      },
      {
        ...{ issuer: 'notes-auth', audience: 'notes-api' },
        expiresInSeconds: TOKEN_SECONDS,
      },
    );
  }

  /** The password of the first administrator. */
  async adminPassword(): Promise<string> {
    return (await readFile(this.parts.places.adminPassword, 'utf8')).trim();
  }

  /** Connects as a superuser, to see and change what no service would. */
  openPool(database: string): Pool {
    const url = new URL(this.parts.postgres.url);
    url.pathname = `/${database}`;
    const pool = new Pool({ connectionString: url.href, max: 2 });
    // The server may be killed while a connection is idle; the next query opens another.
    pool.on('error', () => undefined);
    return pool;
  }

  async killRedis(): Promise<void> {
    await this.#redis?.stop();
  }

  async restartRedis(): Promise<void> {
    this.#redis = await startRedis(this.#redis?.port);
  }

  async stop(): Promise<void> {
    const { data, kafka, postgres, services } = this.parts;
    await Promise.all(services.map(service => service.stop()));
    await this.#redis?.stop();
    await kafka?.stop();
    await postgres.stop();
    await rm(data, { recursive: true, force: true });
  }
}

function permissionsOf({ roles }: Person): string[] {
  return [...new Set(roles.flatMap(role => PERMISSIONS_OF[role] ?? []))];
}
