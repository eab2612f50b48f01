import type { IncomingMessage } from 'node:http';
import {
  Problem,
  signIdentity,
  TokenError,
  type Clock,
  type KeyRing,
} from '@notes/service-kit';
import { z } from 'zod';

const ISSUER = 'notes-auth';
const AUDIENCE = 'notes-api';
const BEARER = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i;

const claimsForm = z.object({
  sub: z.string().min(1).max(128),
  sid: z.string().max(128).optional(),
  roles: z.array(z.string().max(64)).max(64).default([]),
  scope: z.string().max(4_096).default(''),
});

/** Who holds an access token. */
export interface Holder {
  readonly subject: string;
  readonly session: string | undefined;
  readonly roles: readonly string[];
  readonly permissions: readonly string[];
}

export interface AccessTokensOptions {
  readonly accessKeys: KeyRing;
  readonly identityKeys: KeyRing;
  readonly clock: Clock;
}

interface Signed {
  readonly identity: string;
  readonly until: number;
}

/** A service believes an identity for a minute; the half of it is left for clocks that differ and for slow ways. */
const REUSE_MS = 30_000;

/** Verifies access tokens, once for all services, and signs what they believe instead (C-12). */
export class AccessTokens {
  readonly #options: AccessTokensOptions;
  readonly #holders = new WeakMap<object, Holder>();
  readonly #signed = new WeakMap<Holder, Map<string, Signed>>();

  constructor(options: AccessTokensOptions) {
    this.#options = options;
  }

  /** Answers who sent the request, or throws the Problem that tells them to sign in. */
  async require(request: IncomingMessage): Promise<Holder> {
    const { authorization } = request.headers;
    if (authorization === undefined) {
      throw refused('Sign in first: the request has no access token.', '');
    }
    const token = BEARER.exec(authorization)?.[1];
    if (token === undefined) {
      throw refused(
        'Expected Authorization: Bearer and an access token.',
        'invalid_request',
      );
    }
    return this.#holderOf(token);
  }

  /** Where nobody has to sign in, a token that is good still tells who asks; any other is as good as none. */
  async find(request: IncomingMessage): Promise<Holder | undefined> {
    if (request.headers.authorization === undefined) return undefined;
    return this.require(request).catch(() => undefined);
  }

  /**
   * Signed for one service, so that it cannot be used at another. What was signed a moment ago for the same token
   * is used again: it says the same, and the service remembers that it was right.
   */
  async identityFor(holder: Holder, audience: string): Promise<string> {
    const now = this.#options.clock.now();
    const signed = this.#signed.get(holder) ?? new Map<string, Signed>();
    const known = signed.get(audience);
    if (known && now.getTime() < known.until) return known.identity;

    const identity = await this.#sign(holder, audience, now);
    signed.set(audience, { identity, until: now.getTime() + REUSE_MS });
    this.#signed.set(holder, signed);
    return identity;
  }

  /** Without the id of the request, which has a header of its own: it would be that of an earlier one. */
  #sign(holder: Holder, audience: string, now: Date): Promise<string> {
    const { permissions, roles, session, subject } = holder;
    return signIdentity(this.#options.identityKeys, {
      ...{ subject, roles, permissions, audience, requestId: '', now },
      ...(session === undefined ? {} : { session }),
    });
  }

  async #holderOf(token: string): Promise<Holder> {
    const { accessKeys, clock } = this.#options;
    try {
      const claims = await accessKeys.verify(token, {
        ...{ audience: AUDIENCE, issuer: ISSUER, now: clock.now() },
      });
      // The ring answers the same object for a token that comes again, after it has looked at its time.
      const known = this.#holders.get(claims);
      if (known) return known;
      const holder = toHolder(claims);
      this.#holders.set(claims, holder);
      return holder;
    } catch (error) {
      const isExpired =
        error instanceof TokenError && error.reason === 'expired';
      throw refused(
        isExpired
          ? 'The access token has expired. Get a new one at /api/auth/refresh.'
          : 'The access token is not valid.',
        'invalid_token',
      );
    }
  }
}

function toHolder(claims: unknown): Holder {
  const { roles, scope, sid, sub } = claimsForm.parse(claims);
  const permissions = scope.split(' ').filter(one => one !== '');
  return { subject: sub, session: sid, roles, permissions };
}

function refused(detail: string, error: string): Problem {
  const challenge = `Bearer realm="notes"${error === '' ? '' : `, error="${error}"`}`;
  return new Problem(401, detail, {
    headers: { 'WWW-Authenticate': challenge },
  });
}
