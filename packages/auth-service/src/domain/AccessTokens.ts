import { randomUUID } from 'node:crypto';
import type { Clock, KeyRing } from '@notes/service-kit';
import { ACCESS_TOKEN_SECONDS } from './lifetimes.ts';
import type { User } from './User.ts';

export const ACCESS_ISSUER = 'notes-auth';
export const ACCESS_AUDIENCE = 'notes-api';

/** Tokens that the gateway checks without asking anyone. They hold no name and no address. */
export class AccessTokens {
  readonly #ring: KeyRing;
  readonly #clock: Clock;

  constructor(ring: KeyRing, clock: Clock) {
    this.#ring = ring;
    this.#clock = clock;
  }

  issue(user: User, sessionId: string): Promise<string> {
    return this.#ring.sign(
      {
        sub: user.id,
        sid: sessionId,
        roles: user.roles,
        scope: user.permissions.join(' '),
        jti: randomUUID(),
      },
      {
        expiresInSeconds: ACCESS_TOKEN_SECONDS,
        audience: ACCESS_AUDIENCE,
        issuer: ACCESS_ISSUER,
        now: this.#clock.now(),
      },
    );
  }
}
