import assert from 'node:assert/strict';
import type { Reply } from '@notes/service-kit/testing';
import { totpCode } from '../domain/totp.ts';
import {
  PASSWORD,
  startAuth,
  type Auth,
  type Scope,
  type SignedIn,
} from './startAuth.ts';

interface Enrolled {
  readonly who: SignedIn;
  readonly secret: string;
  readonly recoveryCodes: readonly string[];
}

/** People with an authenticator. */
export class TwoFactorPeople {
  readonly auth: Auth;

  constructor(auth: Auth) {
    this.auth = auth;
  }

  /** All of them have one address, which is not what these tests are about. */
  static async start(scope: Scope): Promise<TwoFactorPeople> {
    const environment = { LOCK_IP_AFTER: '1000' };
    return new TwoFactorPeople(await startAuth(scope, { environment }));
  }

  post(path: string, json: object, who?: SignedIn): Promise<Reply> {
    return this.auth.request(path, {
      method: 'POST',
      json,
      ...(who ? { as: who.as } : {}),
    });
  }

  /** Moves on to the next time step, so that the code is one that was not used. */
  nextCode(secret: string): string {
    this.auth.clock.advance(30_000);
    return totpCode(secret, this.auth.clock.now());
  }

  async enrolled(email: string): Promise<Enrolled> {
    const who = await this.auth.person(email);
    const enrolment = await this.post(
      '/2fa/enroll',
      { password: PASSWORD },
      who,
    );
    assert.equal(enrolment.status, 200, enrolment.text);
    const { secret } = enrolment.body as { secret: string };
    const verified = await this.post(
      '/2fa/verify',
      { code: this.nextCode(secret) },
      who,
    );
    assert.equal(verified.status, 200, verified.text);
    const { recoveryCodes } = verified.body as { recoveryCodes: string[] };
    return { who, secret, recoveryCodes };
  }

  async challengeOf(email: string): Promise<string> {
    const reply = await this.auth.login(email);
    assert.equal(reply.status, 401);
    const problem = reply.body as { type: string; challenge: string };
    assert.equal(problem.type, 'urn:notes:problem:two-factor-required');
    assert.equal(reply.headers.getSetCookie().length, 0);
    return problem.challenge;
  }
}
