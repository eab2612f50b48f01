import type { Caller } from './Caller.ts';
import type { Claims } from './Keys.ts';
import type { KeyRing } from './KeyRing.ts';

export const IDENTITY_HEADER = 'x-notes-identity';
export const IDENTITY_ISSUER = 'notes-gateway';
const LIFETIME_SECONDS = 60;

export interface Identity {
  readonly subject: string;
  readonly session?: string;
  readonly roles: readonly string[];
  readonly permissions: readonly string[];
  readonly requestId: string;
  /** The one service that may believe it. */
  readonly audience: string;
  readonly now?: Date;
}

/** What the gateway tells a service about the caller, so that no service needs the keys of access tokens. */
export function signIdentity(
  ring: KeyRing,
  identity: Identity,
): Promise<string> {
  const { audience, now, permissions, requestId, roles, session, subject } =
    identity;
  return ring.sign(
    {
      sub: subject,
      ...(session === undefined ? {} : { sid: session }),
      roles,
      scope: permissions.join(' '),
      rid: requestId,
    },
    {
      expiresInSeconds: LIFETIME_SECONDS,
      audience,
      issuer: IDENTITY_ISSUER,
      ...(now ? { now } : {}),
    },
  );
}

/** Throws a TokenError for a token that this service must not believe. */
export async function verifyIdentity(
  ring: KeyRing,
  token: string,
  service: string | { readonly name: string; readonly now: Date },
): Promise<Caller> {
  const { name, now } =
    typeof service === 'string' ? { name: service, now: new Date() } : service;
  const claims = await ring.verify(token, {
    audience: name,
    issuer: IDENTITY_ISSUER,
    now,
  });
  const known = callers.get(claims);
  if (known) return known;
  const caller = callerOf(claims);
  callers.set(claims, caller);
  return caller;
}

/** The ring remembers the claims of a token that comes again, so its caller need not be made again. */
const callers = new WeakMap<Claims, Caller>();

function callerOf(claims: Claims): Caller {
  const permissions = new Set(wordsOf(claims.scope));
  return {
    subject: claims.sub ?? '',
    ...(typeof claims.sid === 'string' ? { session: claims.sid } : {}),
    roles: Array.isArray(claims.roles) ? claims.roles.map(String) : [],
    requestId: typeof claims.rid === 'string' ? claims.rid : '',
    may: permission => permissions.has(permission),
  };
}

function wordsOf(claim: unknown): string[] {
  return typeof claim === 'string' && claim !== '' ? claim.split(' ') : [];
}
