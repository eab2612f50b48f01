import type { Clock, OperationResult } from '@notes/service-kit';
import {
  CHALLENGE_COOKIE,
  CSRF_COOKIE,
  REFRESH_COOKIE,
  type Cookies,
} from '../http/cookies.ts';
import { ACCESS_TOKEN_SECONDS } from '../domain/lifetimes.ts';
import type { Grant } from '../domain/SessionService.ts';
import { meView } from './views.ts';

/** Puts what a sign-in gives where it belongs: the access token in the body, the refresh token in a cookie. */
export class GrantResponder {
  readonly #cookies: Cookies;
  readonly #clock: Clock;

  constructor(options: { cookies: Cookies; clock: Clock }) {
    this.#cookies = options.cookies;
    this.#clock = options.clock;
  }

  signedIn(grant: Grant): OperationResult {
    return {
      status: 200,
      headers: {
        'Set-Cookie': this.cookiesOf(grant),
        'Cache-Control': 'no-store',
      },
      body: {
        accessToken: grant.accessToken,
        tokenType: 'Bearer',
        expiresIn: ACCESS_TOKEN_SECONDS,
        csrfToken: grant.csrfToken,
        user: meView(grant.user),
      },
    };
  }

  signedOut(): OperationResult {
    const names = [REFRESH_COOKIE, CSRF_COOKIE];
    return {
      status: 204,
      headers: { 'Set-Cookie': names.map(name => this.#cookies.clear(name)) },
    };
  }

  cookiesOf(grant: Grant): string[] {
    const left = grant.expiresAt.getTime() - this.#clock.now().getTime();
    const seconds = Math.max(0, Math.floor(left / 1_000));
    return [
      this.#cookies.set(REFRESH_COOKIE, grant.refreshToken, seconds),
      this.#cookies.set(CSRF_COOKIE, grant.csrfToken, seconds),
      this.#cookies.clear(CHALLENGE_COOKIE),
    ];
  }
}
