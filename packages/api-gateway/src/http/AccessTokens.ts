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

/** Verifies access tokens, once for all services, and signs what they believe instead (C-12). */
export class AccessTokens {
  readonly #options: AccessTokensOptions;

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

  /** Signed for one service, so that it cannot be used at another. */
  identityFor(
    holder: Holder,
    to: { readonly audience: string; readonly requestId: string },
  ): Promise<string> {
    const { clock, identityKeys } = this.#options;
    const { permissions, roles, session, subject } = holder;
    return signIdentity(identityKeys, {
      ...{ subject, roles, permissions, ...to, now: clock.now() },
      ...(session === undefined ? {} : { session }),
    });
  }

  async #holderOf(token: string): Promise<Holder> {
    const { accessKeys, clock } = this.#options;
    try {
      const claims = await accessKeys.verify(token, {
        ...{ audience: AUDIENCE, issuer: ISSUER, now: clock.now() },
      });
      const { roles, scope, sid, sub } = claimsForm.parse(claims);
      const permissions = scope.split(' ').filter(one => one !== '');
      return { subject: sub, session: sid, roles, permissions };
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

function refused(detail: string, error: string): Problem {
  const challenge = `Bearer realm="notes"${error === '' ? '' : `, error="${error}"`}`;
  return new Problem(401, detail, {
    headers: { 'WWW-Authenticate': challenge },
  });
}
