import {
  createTestDatabase,
  startTestService,
  TestClock,
  testKeys,
  type Reply,
  type TestCaller,
  type TestRequest,
  type TestService,
} from '@notes/service-kit/testing';
import { KeyRing } from '@notes/service-kit';
import { decodeJwt } from 'jose';
import { hash, verify } from '@node-rs/argon2';
import { Pool } from 'pg';
import type { Algorithm } from '../domain/PasswordHasher.ts';
import { defineAuthService } from '../service.ts';

export const PASSWORD = 'gentle lamp orbit crayon';
export const ADMIN = {
  email: 'root@notes.example',
  password: 'quiet meadow lantern pulse',
};

export interface RecordedEvent {
  readonly topic: string;
  readonly type: string;
  readonly subject: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Somebody who is signed in, as a browser holds it. */
export interface SignedIn {
  readonly id: string;
  readonly email: string;
  readonly sessionId: string;
  readonly accessToken: string;
  readonly csrfToken: string;
  readonly refreshToken: string;
  /** What the gateway would tell the service about them. */
  readonly as: TestCaller;
}

export interface Auth {
  readonly service: TestService;
  readonly clock: TestClock;
  readonly db: Pool;
  readonly jwtKeys: KeyRing;
  readonly environment: Readonly<Record<string, string>>;
  readonly request: TestService['request'];
  /** Everything that went through the outbox since the start, oldest first. */
  events(type?: string): Promise<RecordedEvent[]>;
  register(email: string, more?: Record<string, unknown>): Promise<Reply>;
  login(
    email: string,
    more?: Record<string, unknown>,
    init?: TestRequest,
  ): Promise<Reply>;
  /** Registers somebody when the address is new, and signs them in. */
  person(email: string): Promise<SignedIn>;
  admin(): Promise<SignedIn>;
}

/** A test, or the whole file: `{ after }` from node:test. */
export interface Scope {
  after(close: () => Promise<void>): void;
}

export interface StartAuthOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** Instead of one that costs little. */
  readonly algorithm?: Algorithm;
}

/**
 * Argon2 with as little work as it takes. Dear hashes would take most of the time of the tests; those that are
 * about the cost ask for the real ones.
 */
const QUICK: Algorithm = {
  verify,
  hash: (password, options) =>
    hash(password, { ...options, memoryCost: 64, timeCost: 1 }),
};

/** The whole service with a database of its own, a clock that the test moves, and one administrator. */
export async function startAuth(
  t: Scope,
  options: StartAuthOptions = {},
): Promise<Auth> {
  const database = await createTestDatabase();
  t.after(() => database.drop());
  const db = new Pool({ connectionString: database.url, max: 2 });
  db.on('error', () => undefined);
  const keys = testKeys();
  const environment = {
    DATABASE_URL: database.url,
    BUS_DATABASE_URL: database.url,
    JWT_KEYS: keys,
    TWO_FACTOR_KEYS: testKeys(),
    TRUST_PROXY_HOPS: '1',
    ADMIN_EMAIL: ADMIN.email,
    ADMIN_PASSWORD: ADMIN.password,
    ...options.environment,
  };
  const clock = new TestClock();
  const definition = defineAuthService({
    algorithm: options.algorithm ?? QUICK,
  });
  const service = await startTestService(definition, environment, { clock });
  t.after(async () => {
    await service.close();
    await db.end();
  });
  await keepEvents(db);

  const request: Auth['request'] = (path, init) =>
    service.request(`/api/auth${path}`, init);
  const auth: Auth = {
    ...{
      service,
      clock,
      db,
      request,
      environment,
      jwtKeys: KeyRing.parse(keys),
    },
    events: type => readEvents(db, type),
    register: (email, more = {}) =>
      request('/register', {
        method: 'POST',
        json: { email, password: PASSWORD, name: 'Ada Lovelace', ...more },
      }),
    login: (email, more = {}, init = {}) =>
      request('/login', {
        method: 'POST',
        json: { email, password: PASSWORD, ...more },
        ...init,
      }),
    person: async email => {
      await auth.register(email);
      return signedIn(email, await auth.login(email));
    },
    admin: async () =>
      signedIn(
        ADMIN.email,
        await auth.login(ADMIN.email, { password: ADMIN.password }),
      ),
  };
  return auth;
}

/** Reads a reply to a sign-in; throws what the service said when it is no success. */
export function signedIn(email: string, reply: Reply): SignedIn {
  if (reply.status !== 200)
    throw new Error(`sign-in answered ${reply.status} ${reply.text}`);
  const body = reply.body as { accessToken: string; csrfToken: string };
  const claims = decodeJwt(body.accessToken);
  const [id, sessionId] = [String(claims.sub), String(claims.sid)];
  const permissions = String(claims.scope).split(' ');
  const roles = claims.roles as string[];
  return {
    ...{ id, email, sessionId, ...body },
    refreshToken: cookieFrom(reply, 'notes_refresh'),
    as: { subject: id, session: sessionId, permissions, roles },
  };
}

export function cookieFrom(reply: Reply, name: string): string {
  const line = reply.headers
    .getSetCookie()
    .find(one => one.startsWith(`${name}=`));
  return line?.split(';')[0]?.slice(name.length + 1) ?? '';
}

/** The headers with which a page of the application refreshes or signs out. */
export function browserHeaders(
  who: Pick<SignedIn, 'refreshToken' | 'csrfToken'>,
): Record<string, string> {
  return {
    cookie: `notes_refresh=${who.refreshToken}; notes_csrf=${who.csrfToken}`,
    'X-CSRF-Token': who.csrfToken,
  };
}

/** The relay empties the outbox as soon as it can, so a trigger keeps a copy of what goes through. */
async function keepEvents(db: Pool): Promise<void> {
  await db.query(`
    CREATE TABLE kept_events (position bigint, topic text, event jsonb);
    CREATE FUNCTION keep_event() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN INSERT INTO kept_events VALUES (NEW.position, NEW.topic, NEW.event); RETURN NULL; END $$;
    CREATE TRIGGER keep_event AFTER INSERT ON outbox FOR EACH ROW EXECUTE FUNCTION keep_event();`);
}

async function readEvents(db: Pool, type?: string): Promise<RecordedEvent[]> {
  const { rows } = await db.query<RecordedEvent>(
    `SELECT topic, event->>'type' AS type, event->>'subject' AS subject, event->'data' AS data
     FROM kept_events WHERE $1::text IS NULL OR event->>'type' = $1 ORDER BY position`,
    [type],
  );
  return rows;
}
