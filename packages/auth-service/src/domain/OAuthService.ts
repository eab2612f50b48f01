import { inTransaction, type Clock, type Logger } from '@notes/service-kit';
import type { Pool, PoolClient } from 'pg';
import {
  OAuthStore,
  type Identity,
  type OAuthFlow,
} from '../data/OAuthStore.ts';
import { UserStore } from '../data/UserStore.ts';
import { recordEvent } from '../events/recordEvent.ts';
import type { Actor } from './Actors.ts';
import { OAUTH_FLOW_SECONDS, secondsAfter } from './lifetimes.ts';
import type { Claims, OidcProviders } from './OidcProviders.ts';
import type { Origin } from './Origin.ts';
import { conflict, notFound } from './problems.ts';
import type { RegistrationService } from './RegistrationService.ts';
import { digest, matchesDigest, randomToken } from './secrets.ts';
import type { Grant, SessionService } from './SessionService.ts';
import type { SignInService } from './SignInService.ts';
import type { User } from './User.ts';

export interface OAuthServiceOptions {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly providers: OidcProviders;
  readonly registration: RegistrationService;
  readonly sessions: SessionService;
  readonly signIn: SignInService;
}

export interface Started {
  readonly authorizationUrl: string;
  /** For a cookie: only the browser that started can finish. */
  readonly browserToken: string;
}

export type Refusal =
  | 'denied'
  | 'provider-failed'
  | 'email-not-verified'
  | 'account-exists'
  | 'account-not-active'
  | 'session-over'
  | 'linked-elsewhere';

export type Finished =
  | { readonly kind: 'signed-in'; readonly grant: Grant }
  | { readonly kind: 'challenged'; readonly challenge: string }
  | { readonly kind: 'linked' }
  | { readonly kind: 'refused'; readonly reason: Refusal };

export interface CallbackOptions {
  readonly provider: string;
  readonly state: string;
  /** The query of the callback as it arrived. */
  readonly query: string;
  readonly browserToken: string;
  readonly origin: Origin;
}

/**
 * Sign-in through providers. An address alone never opens an account that exists: who has one signs in and links
 * the provider there. A new account needs an address that the provider has verified.
 */
export class OAuthService {
  readonly #options: OAuthServiceOptions;

  constructor(options: OAuthServiceOptions) {
    this.#options = options;
  }

  async start(
    provider: string,
    returnTo: string,
    actor?: Actor,
  ): Promise<Started> {
    const { clock, pool, providers } = this.#options;
    const { codeVerifier, nonce, state, url } =
      await providers.authorize(provider);
    const browserToken = randomToken();
    const flow: OAuthFlow = {
      ...{
        browserHash: digest(browserToken),
        provider,
        codeVerifier,
        nonce,
        returnTo,
      },
      ...{ userId: actor?.user.id, sessionId: actor?.sessionId },
    };
    const expiresAt = secondsAfter(clock.now(), OAUTH_FLOW_SECONDS);
    await new OAuthStore(pool).insertFlow(digest(state), flow, expiresAt);
    return { authorizationUrl: url, browserToken };
  }

  /** Answers undefined for a state that is unknown, used, too old, or another browser's. */
  async finish(
    options: CallbackOptions,
  ): Promise<{ returnTo: string; finished: Finished } | undefined> {
    const { browserToken, provider, state } = options;
    const { clock, pool } = this.#options;
    const flow = await new OAuthStore(pool).takeFlow(
      digest(state),
      clock.now(),
    );
    if (flow?.provider !== provider) return undefined;
    if (!matchesDigest(browserToken, flow.browserHash)) return undefined;
    return {
      returnTo: flow.returnTo,
      finished: await this.#finish(options, flow),
    };
  }

  list(user: User): Promise<Identity[]> {
    return new OAuthStore(this.#options.pool).listIdentities(user.id);
  }

  async unlink(user: User, provider: string): Promise<void> {
    await inTransaction(this.#options.pool, async client => {
      await new UserStore(client).lock(user.id);
      const store = new OAuthStore(client);
      const identities = await store.listIdentities(user.id);
      if (!identities.some(one => one.provider === provider)) {
        throw notFound('linked account at', provider);
      }
      if (user.passwordHash === undefined && identities.length === 1) {
        throw conflict(
          'last-sign-in',
          'This is the only way to sign in: set a password first.',
        );
      }
      await store.removeIdentity(user.id, provider);
      await this.#recordChange(client, user.id);
    });
  }

  async #finish(options: CallbackOptions, flow: OAuthFlow): Promise<Finished> {
    const claims = await this.#claimsOf(options, flow);
    if (typeof claims === 'string') return refused(claims);
    if (flow.userId !== undefined) return this.#link(flow, flow.userId, claims);
    return inTransaction(this.#options.pool, client =>
      this.#signIn(client, options, claims),
    );
  }

  async #claimsOf(
    options: CallbackOptions,
    flow: OAuthFlow,
  ): Promise<Claims | Refusal> {
    const { logger, providers } = this.#options;
    if (new URLSearchParams(options.query).has('error')) return 'denied';
    const callbackUrl = new URL(providers.redirectUri(flow.provider));
    callbackUrl.search = options.query;
    try {
      const { codeVerifier, nonce, provider } = flow;
      return await providers.exchange({
        provider,
        callbackUrl,
        state: options.state,
        nonce,
        codeVerifier,
      });
    } catch (error) {
      logger.warn(
        { err: error, provider: flow.provider },
        'a sign-in at a provider failed',
      );
      return 'provider-failed';
    }
  }

  async #signIn(
    client: PoolClient,
    { origin, provider }: CallbackOptions,
    claims: Claims,
  ): Promise<Finished> {
    const known = await new OAuthStore(client).findIdentity(
      provider,
      claims.subject,
    );
    const userId =
      known?.userId ?? (await this.#register(client, provider, claims));
    if (typeof userId === 'object') return refused(userId.refused);
    const user = await new UserStore(client).lock(userId);
    if (user?.status !== 'active') return refused('account-not-active');
    const opened = await this.#options.signIn.openOrChallenge(client, {
      user,
      method: 'oauth',
      origin,
    });
    return 'grant' in opened
      ? { kind: 'signed-in', grant: opened.grant }
      : { kind: 'challenged', challenge: opened.challenge };
  }

  async #register(
    client: PoolClient,
    provider: string,
    claims: Claims,
  ): Promise<string | { refused: Refusal }> {
    const { email, emailVerified, name, subject } = claims;
    if (!isAddress(email) || !emailVerified)
      return { refused: 'email-not-verified' };
    const created = await this.#options.registration.create(client, {
      ...{ email, emailVerified: true, name: displayName(name ?? email) },
    });
    if (created === 'taken') return { refused: 'account-exists' };
    const identity = { provider, subject, userId: created.id, email };
    await new OAuthStore(client).insertIdentity({
      ...identity,
      linkedAt: this.#options.clock.now(),
    });
    return created.id;
  }

  async #link(
    flow: OAuthFlow,
    userId: string,
    claims: Claims,
  ): Promise<Finished> {
    const { clock, pool, sessions } = this.#options;
    const { email, emailVerified, subject } = claims;
    if (!(await sessions.isLive(userId, flow.sessionId ?? '')))
      return refused('session-over');
    if (!isAddress(email) || !emailVerified)
      return refused('email-not-verified');
    const identity = {
      provider: flow.provider,
      subject,
      userId,
      email,
      linkedAt: clock.now(),
    };
    return inTransaction(pool, async client => {
      const store = new OAuthStore(client);
      if ((await store.insertIdentity(identity)) === 'inserted') {
        await this.#recordChange(client, userId);
        return { kind: 'linked' };
      }
      const known = await store.findIdentity(flow.provider, subject);
      return known?.userId === userId
        ? { kind: 'linked' }
        : refused('linked-elsewhere');
    });
  }

  async #recordChange(client: PoolClient, userId: string): Promise<void> {
    const event = {
      type: 'user.updated',
      subject: userId,
      data: { userId },
    } as const;
    await recordEvent(client, { ...event, time: this.#options.clock.now() });
  }
}

function refused(reason: Refusal): Finished {
  return { kind: 'refused', reason };
}

function isAddress(email: string | undefined): email is string {
  return (
    email !== undefined &&
    /^[^\s@\p{Cc}]+@[^\s@\p{Cc}]+$/u.test(email) &&
    email.length <= 254
  );
}

/** Providers do not know our rules for names. */
function displayName(name: string): string {
  const clean = name.replaceAll(/[\p{Cc}\u2028\u2029]/gu, ' ').trim();
  return Array.from(clean).slice(0, 120).join('') || 'Somebody';
}
