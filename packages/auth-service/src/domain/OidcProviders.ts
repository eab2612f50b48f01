import { Problem, type Logger } from '@notes/service-kit';
import * as client from 'openid-client';
import type { Claims } from './Claims.ts';
import { notFound } from './problems.ts';

export interface ProviderSettings {
  readonly id: string;
  readonly name: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret?: string | undefined;
  readonly scopes: string;
}

export interface Authorization {
  readonly url: string;
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

export interface ExchangeOptions {
  readonly provider: string;
  /** The address that the provider sent the browser to, with its query. */
  readonly callbackUrl: URL;
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

interface OidcProvidersOptions {
  readonly settings: readonly ProviderSettings[];
  readonly publicUrl: string;
  readonly allowHttp: boolean;
  readonly logger: Logger;
}

const TIMEOUT_SECONDS = 5;

/** The code flow of OpenID Connect with PKCE, state and nonce, at the providers of the configuration. */
export class OidcProviders {
  readonly #options: OidcProvidersOptions;
  readonly #found = new Map<string, Promise<client.Configuration>>();

  constructor(options: OidcProvidersOptions) {
    this.#options = options;
  }

  list(): { id: string; name: string }[] {
    return this.#options.settings.map(({ id, name }) => ({ id, name }));
  }

  /** Throws 404 for a provider that is not configured. */
  assertKnown(id: string): void {
    this.#settingsOf(id);
  }

  async authorize(id: string): Promise<Authorization> {
    const settings = this.#settingsOf(id);
    const configuration = await this.#configurationOf(settings);
    const codeVerifier = client.randomPKCECodeVerifier();
    const [state, nonce] = [client.randomState(), client.randomNonce()];
    const url = client.buildAuthorizationUrl(configuration, {
      redirect_uri: this.redirectUri(id),
      scope: settings.scopes,
      code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: 'S256',
      state,
      nonce,
    });
    return { url: url.href, state, nonce, codeVerifier };
  }

  /** Trades the code for what the provider says. Throws when anything about the answer is not as it must be. */
  async exchange(options: ExchangeOptions): Promise<Claims> {
    const configuration = await this.#configurationOf(
      this.#settingsOf(options.provider),
    );
    const tokens = await client.authorizationCodeGrant(
      configuration,
      options.callbackUrl,
      {
        pkceCodeVerifier: options.codeVerifier,
        expectedState: options.state,
        expectedNonce: options.nonce,
        idTokenExpected: true,
      },
    );
    const claims = tokens.claims();
    if (!claims) throw new Error('the provider sent no ID token');
    if (claims.email !== undefined) return claimsOf(claims);
    // Some providers tell the address only at their userinfo endpoint.
    const more = await client.fetchUserInfo(
      configuration,
      tokens.access_token,
      claims.sub,
    );
    return claimsOf({ ...claims, ...more });
  }

  redirectUri(id: string): string {
    return new URL(`/api/auth/oauth/${id}/callback`, this.#options.publicUrl)
      .href;
  }

  #settingsOf(id: string): ProviderSettings {
    const settings = this.#options.settings.find(one => one.id === id);
    if (!settings) throw notFound('provider', id);
    return settings;
  }

  /** Asked for once, when it is first needed: a provider that is down must not keep the service from starting. */
  async #configurationOf(
    settings: ProviderSettings,
  ): Promise<client.Configuration> {
    const { id } = settings;
    const known = this.#found.get(id) ?? this.#discover(settings);
    this.#found.set(id, known);
    try {
      return await known;
    } catch (cause) {
      this.#found.delete(id);
      this.#options.logger.warn(
        { err: cause, provider: id },
        'a sign-in provider does not answer',
      );
      throw new Problem(
        502,
        `The provider "${id}" does not answer: try again later.`,
        {
          type: 'urn:notes:problem:provider-unavailable',
          expected: true,
          cause,
        },
      );
    }
  }

  #discover(settings: ProviderSettings): Promise<client.Configuration> {
    const { clientId, clientSecret, issuer } = settings;
    const authentication =
      clientSecret === undefined
        ? client.None()
        : client.ClientSecretBasic(clientSecret);
    return client.discovery(
      new URL(issuer),
      clientId,
      clientSecret,
      authentication,
      {
        timeout: TIMEOUT_SECONDS,
        // Marked as deprecated to be noticed. Only development and tests have providers without TLS.
        // eslint-disable-next-line @typescript-eslint/no-deprecated
        execute: this.#options.allowHttp ? [client.allowInsecureRequests] : [],
      },
    );
  }
}

function claimsOf(claims: Record<string, unknown>): Claims {
  const { email, email_verified: verified, name, sub } = claims;
  return {
    subject: String(sub),
    ...(typeof email === 'string' ? { email } : {}),
    emailVerified: verified === true,
    ...(typeof name === 'string' ? { name } : {}),
  };
}
