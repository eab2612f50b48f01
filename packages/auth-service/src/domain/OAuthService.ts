import { inTransaction, type Clock, type Logger } from '@notes/service-kit';
import type { Pool, PoolClient } from 'pg';
import { OAuthStore, type OAuthFlow } from '../data/OAuthStore.ts';
import { UserStore } from '../data/UserStore.ts';
import type { Actor } from './Actors.ts';
import { displayNameOf, hasVerifiedEmail, type Claims } from './Claims.ts';
import type { IdentityService, LinkOutcome } from './IdentityService.ts';
import { OAUTH_FLOW_SECONDS, secondsAfter } from './lifetimes.ts';
import type { OidcProviders } from './OidcProviders.ts';
import type { Origin } from './Origin.ts';
import type { RegistrationService } from './RegistrationService.ts';
import { digest, matchesDigest, randomToken } from './secrets.ts';
import type { Grant } from './SessionService.ts';
import type { SignInService } from './SignInService.ts';

export interface OAuthServiceOptions {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly providers: OidcProviders;
  readonly registration: RegistrationService;
  readonly identities: IdentityService;
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
  | Exclude<LinkOutcome, 'linked'>;

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
      // Only the message: the rest of such an error may hold the code or a token.
      const reason = error instanceof Error ? error.message : 'unknown';
      const { provider } = flow;
      logger.warn({ provider, reason }, 'a sign-in at a provider failed');
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
    if (!hasVerifiedEmail(claims)) return { refused: 'email-not-verified' };
    const { email, subject } = claims;
    const name = displayNameOf(claims);
    const person = { email, emailVerified: true, name };
    const created = await this.#options.registration.create(client, person);
    if (created === 'taken') return { refused: 'account-exists' };
    const identity = { provider, subject, userId: created.id, email };
    await new OAuthStore(client).insertIdentity({
      ...identity,
      linkedAt: this.#options.clock.now(),
    });
    return created.id;
  }

  async #link(
    { provider, sessionId = '' }: OAuthFlow,
    userId: string,
    claims: Claims,
  ): Promise<Finished> {
    const { identities } = this.#options;
    const link = { provider, userId, sessionId, claims };
    const outcome = await identities.link(link);
    return outcome === 'linked' ? { kind: 'linked' } : refused(outcome);
  }
}

function refused(reason: Refusal): Finished {
  return { kind: 'refused', reason };
}
