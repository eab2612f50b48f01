import type { Clock } from '@notes/service-kit';
import type { Pool, PoolClient } from 'pg';
import qrcode from 'qrcode';
import { TwoFactorStore } from '../data/TwoFactorStore.ts';
import { recordEvent } from '../events/recordEvent.ts';
import type { Confirmation, Confirmed } from './Confirmation.ts';
import { conflict, notConfirmed } from './problems.ts';
import { createRecoveryCodes, recoveryCodeDigest } from './recoveryCodes.ts';
import type { SecretBox } from './SecretBox.ts';
import { checkTotpCode, createTotpSecret, otpauthUrl } from './totp.ts';
import type { User } from './User.ts';

/** A code of the authenticator, or one of the codes for when it is lost. */
export interface Factor {
  readonly code?: string;
  readonly recoveryCode?: string;
}

export interface Enrolment {
  readonly secret: string;
  readonly otpauthUrl: string;
  readonly qrSvg: string;
  readonly qrPng: string;
}

export interface TwoFactorState {
  readonly enabled: boolean;
  readonly recoveryCodesLeft: number;
}

export class TwoFactorService {
  readonly #pool: Pool;
  readonly #clock: Clock;
  readonly #box: SecretBox;
  readonly #confirmation: Confirmation;

  constructor(options: {
    pool: Pool;
    clock: Clock;
    box: SecretBox;
    confirmation: Confirmation;
  }) {
    this.#pool = options.pool;
    this.#clock = options.clock;
    this.#box = options.box;
    this.#confirmation = options.confirmation;
  }

  async state(user: User): Promise<TwoFactorState> {
    const left = await new TwoFactorStore(this.#pool).codesLeft(user.id);
    return { enabled: user.twoFactorEnabled, recoveryCodesLeft: left };
  }

  async enroll(
    who: Confirmed,
    password: string | undefined,
  ): Promise<Enrolment> {
    await this.#confirmation.password(who, password);
    const { user } = who;
    const secret = createTotpSecret();
    const sealed = this.#box.seal(secret, user.id);
    const outcome = await new TwoFactorStore(this.#pool).putPending(
      user.id,
      sealed,
    );
    if (outcome === 'enabled') {
      throw conflict(
        'two-factor-enabled',
        'A second factor is on: turn it off first.',
      );
    }
    const url = otpauthUrl(secret, user.email ?? user.id);
    return {
      secret,
      otpauthUrl: url,
      qrSvg: await qrcode.toString(url, { type: 'svg' }),
      qrPng: await qrcode.toDataURL(url),
    };
  }

  /** Turns the factor on with a first code and answers the recovery codes, this one time. */
  async verify(who: Confirmed, code: string): Promise<string[]> {
    const { user } = who;
    const outcome = await this.#confirmation.attempt(
      who,
      'wrong-code',
      async client => {
        const store = new TwoFactorStore(client);
        const pending = await store.find(user.id);
        if (!pending || pending.enabled)
          return { right: true, value: undefined };
        if (!(await this.check(client, user.id, { code })))
          return { right: false };
        await store.enable(user.id, this.#clock.now());
        await this.#recordChange(client, user.id, true);
        return { right: true, value: await renewCodes(store, user.id) };
      },
    );
    if (!outcome.right) throw notConfirmed('code');
    if (outcome.value) return outcome.value;
    throw conflict(
      'no-enrolment',
      'There is no enrolment that waits for a code: enroll first.',
    );
  }

  async disable(
    who: Confirmed,
    password: string | undefined,
    factor: Factor,
  ): Promise<void> {
    await this.#withFactor(who, { password, factor }, async (client, store) => {
      await store.remove(who.user.id);
      await this.#recordChange(client, who.user.id, false);
    });
  }

  renewRecoveryCodes(
    who: Confirmed,
    password: string | undefined,
    factor: Factor,
  ): Promise<string[]> {
    return this.#withFactor(who, { password, factor }, (_client, store) =>
      renewCodes(store, who.user.id),
    );
  }

  /** Uses the factor up: neither kind of code works a second time. */
  async check(
    client: PoolClient,
    userId: string,
    factor: Factor,
  ): Promise<boolean> {
    const store = new TwoFactorStore(client);
    if (factor.recoveryCode !== undefined) {
      const hash = recoveryCodeDigest(factor.recoveryCode);
      return (await store.useCode(userId, hash, this.#clock.now())) === 'used';
    }
    const found = await store.find(userId);
    if (!found || factor.code === undefined) return false;
    const step = checkTotpCode({
      secret: this.#box.open(found.sealedSecret, userId),
      code: factor.code,
      now: this.#clock.now(),
      lastStep: found.lastStep,
    });
    return step !== undefined && (await store.useStep(userId, step)) === 'used';
  }

  async #withFactor<T>(
    who: Confirmed,
    given: { password: string | undefined; factor: Factor },
    change: (client: PoolClient, store: TwoFactorStore) => Promise<T>,
  ): Promise<T> {
    if (!who.user.twoFactorEnabled) {
      throw conflict('two-factor-off', 'No second factor is on.');
    }
    await this.#confirmation.password(who, given.password);
    const outcome = await this.#confirmation.attempt(
      who,
      'wrong-code',
      async client => {
        if (!(await this.check(client, who.user.id, given.factor)))
          return { right: false };
        return {
          right: true,
          value: await change(client, new TwoFactorStore(client)),
        };
      },
    );
    if (outcome.right) return outcome.value;
    throw notConfirmed(
      given.factor.code === undefined ? 'recoveryCode' : 'code',
    );
  }

  async #recordChange(
    client: PoolClient,
    userId: string,
    enabled: boolean,
  ): Promise<void> {
    await recordEvent(client, {
      type: 'user.two-factor-changed',
      subject: userId,
      data: { userId, enabled },
      time: this.#clock.now(),
    });
  }
}

async function renewCodes(
  store: TwoFactorStore,
  userId: string,
): Promise<string[]> {
  const codes = createRecoveryCodes();
  await store.replaceCodes(userId, codes.map(recoveryCodeDigest));
  return codes;
}
