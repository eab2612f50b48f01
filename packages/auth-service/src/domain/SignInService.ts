import { inTransaction, type Clock, type Problem } from '@notes/service-kit';
import type { Pool, PoolClient } from 'pg';
import { ChallengeStore } from '../data/ChallengeStore.ts';
import type { SignInMethod } from '../data/SessionStore.ts';
import { UserStore } from '../data/UserStore.ts';
import type { Attempt, AttemptGuard } from './AttemptGuard.ts';
import {
  CHALLENGE_ATTEMPTS,
  CHALLENGE_SECONDS,
  secondsAfter,
} from './lifetimes.ts';
import type { Origin } from './Origin.ts';
import type { Hashing, PasswordHasher } from './PasswordHasher.ts';
import {
  challengeOver,
  invalidCredentials,
  twoFactorRequired,
} from './problems.ts';
import { digest, randomToken } from './secrets.ts';
import type { Grant, SessionService } from './SessionService.ts';
import type { Factor, TwoFactorService } from './TwoFactorService.ts';
import { emailKeyOf, type User } from './User.ts';

export interface Credentials extends Factor {
  readonly email: string;
  readonly password: string;
}

export interface SignInServiceOptions {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly guard: AttemptGuard;
  readonly hasher: PasswordHasher;
  readonly sessions: SessionService;
  readonly twoFactor: TwoFactorService;
}

type Outcome = { readonly grant: Grant } | { readonly refused: Problem };

export class SignInService {
  readonly #options: SignInServiceOptions;

  constructor(options: SignInServiceOptions) {
    this.#options = options;
  }

  async login(credentials: Credentials, origin: Origin): Promise<Grant> {
    const { guard, hasher } = this.#options;
    const attempt = { emailKey: emailKeyOf(credentials.email), ip: origin.ip };
    await guard.assertOpen(attempt);
    // Asked again when it is its turn: attempts that wait here do not escape the count of those before them.
    const outcome = await hasher.inTurn(async hashing => {
      await guard.assertOpen(attempt);
      return this.#tryLogin(credentials, origin, hashing);
    });
    if ('refused' in outcome) throw outcome.refused;
    return outcome.grant;
  }

  /** A challenge works until it has opened a session, for a few minutes and a few attempts. */
  async completeLogin(
    challenge: string,
    factor: Factor,
    origin: Origin,
  ): Promise<Grant> {
    const { clock, pool } = this.#options;
    const tokenHash = digest(challenge);
    const taken = await new ChallengeStore(pool).takeAttempt(
      tokenHash,
      clock.now(),
    );
    if (!taken) throw challengeOver();
    const outcome = await inTransaction(
      pool,
      async (client): Promise<Outcome> => {
        const user = await new UserStore(client).lock(taken.userId);
        if (user?.status !== 'active') return { refused: challengeOver() };
        const result = await this.#trySecondFactor(client, {
          user,
          factor,
          origin,
          method: taken.method,
        });
        if ('refused' in result) return result;
        // Thrown, so that a session that a second request with the same challenge has opened is taken back.
        if ((await new ChallengeStore(client).remove(tokenHash)) === 'absent')
          throw challengeOver();
        return result;
      },
    );
    if ('refused' in outcome) throw outcome.refused;
    return outcome.grant;
  }

  /** For whoever has shown a first factor by other means: a session, or a challenge when a second is needed. */
  async openOrChallenge(
    client: PoolClient,
    options: { user: User; method: SignInMethod; origin: Origin },
  ): Promise<{ grant: Grant } | { challenge: string }> {
    const { method, user } = options;
    if (user.twoFactorEnabled) {
      return { challenge: await this.#challenge(client, user.id, method) };
    }
    const { sessions } = this.#options;
    return {
      grant: await sessions.open(client, { ...options, twoFactor: false }),
    };
  }

  async #tryLogin(
    credentials: Credentials,
    origin: Origin,
    hashing: Hashing,
  ): Promise<Outcome> {
    const { guard, hasher, pool } = this.#options;
    const emailKey = emailKeyOf(credentials.email);
    const user = await new UserStore(pool).findByEmail(emailKey);
    const right = await hashing.verify(
      user?.passwordHash,
      credentials.password,
    );
    if (!right || user?.status !== 'active') {
      const attempt = { emailKey, ip: origin.ip, userId: user?.id };
      const reason = right ? 'not-active' : 'wrong-credentials';
      await inTransaction(pool, client => guard.fail(client, attempt, reason));
      return { refused: invalidCredentials() };
    }
    const outdated = hasher.isOutdated(user.passwordHash ?? '');
    const newHash = outdated
      ? await hashing.hash(credentials.password)
      : undefined;
    return inTransaction(pool, client =>
      this.#afterPassword(client, {
        user,
        newHash,
        factor: credentials,
        origin,
      }),
    );
  }

  async #afterPassword(
    client: PoolClient,
    given: {
      user: User;
      newHash: string | undefined;
      factor: Factor;
      origin: Origin;
    },
  ): Promise<Outcome> {
    const { factor, newHash, origin } = given;
    const store = new UserStore(client);
    const user = await store.lock(given.user.id);
    // Somebody may have changed the password or disabled the person since it was checked.
    if (
      user?.status !== 'active' ||
      user.passwordHash !== given.user.passwordHash
    ) {
      return { refused: invalidCredentials() };
    }
    if (newHash !== undefined) {
      await store.update(user.id, { passwordHash: newHash }, user.updatedAt);
    }
    if (user.twoFactorEnabled) {
      if (factor.code !== undefined || factor.recoveryCode !== undefined) {
        return this.#trySecondFactor(client, {
          user,
          factor,
          origin,
          method: 'password',
        });
      }
      const challenge = await this.#challenge(client, user.id, 'password');
      return { refused: twoFactorRequired(challenge) };
    }
    return this.#open(client, {
      user,
      origin,
      method: 'password',
      twoFactor: false,
    });
  }

  async #trySecondFactor(
    client: PoolClient,
    given: { user: User; factor: Factor; origin: Origin; method: SignInMethod },
  ): Promise<Outcome> {
    const { factor, method, origin, user } = given;
    const { guard, twoFactor } = this.#options;
    const attempt = attemptOf(user, origin);
    await guard.assertOpen(attempt, client);
    if (!(await twoFactor.check(client, user.id, factor))) {
      await guard.fail(client, attempt, 'wrong-code');
      return { refused: invalidCredentials() };
    }
    return this.#open(client, { user, origin, method, twoFactor: true });
  }

  async #open(
    client: PoolClient,
    options: {
      user: User;
      origin: Origin;
      method: SignInMethod;
      twoFactor: boolean;
    },
  ): Promise<Outcome> {
    const { guard, sessions } = this.#options;
    await guard.forget(
      client,
      attemptOf(options.user, options.origin).emailKey,
    );
    return { grant: await sessions.open(client, options) };
  }

  async #challenge(
    client: PoolClient,
    userId: string,
    method: SignInMethod,
  ): Promise<string> {
    const challenge = randomToken();
    await new ChallengeStore(client).insert({
      tokenHash: digest(challenge),
      userId,
      method,
      attempts: CHALLENGE_ATTEMPTS,
      expiresAt: secondsAfter(this.#options.clock.now(), CHALLENGE_SECONDS),
    });
    return challenge;
  }
}

function attemptOf(user: User, origin: Origin): Attempt {
  return {
    emailKey: emailKeyOf(user.email ?? user.id),
    ip: origin.ip,
    userId: user.id,
  };
}
