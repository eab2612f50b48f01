import type {
  AuthService,
  BackstageCredentials,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import {
  AuthenticationError,
  ServiceUnavailableError,
} from '@backstage/errors';

const REUSE_MS = 5 * 60_000;

/**
 * Asks the auth backend to confirm a person, so that the permission policy sees
 * the person's groups as the catalog has them today.
 *
 * The answer is kept for five minutes: a clone makes several requests.
 */
export class AuthBackendSignIn {
  readonly #auth: AuthService;
  readonly #discovery: DiscoveryService;
  readonly #known = new Map<string, { token: string; until: number }>();

  constructor(options: { auth: AuthService; discovery: DiscoveryService }) {
    this.#auth = options.auth;
    this.#discovery = options.discovery;
  }

  async signIn(userRef: string): Promise<BackstageCredentials> {
    const known = this.#known.get(userRef);
    if (known && known.until > Date.now()) {
      return this.#auth.authenticate(known.token);
    }
    this.#known.delete(userRef);
    const token = await this.#fetchToken(userRef);
    const credentials = await this.#auth.authenticate(token);
    this.#known.set(userRef, { token, until: Date.now() + REUSE_MS });
    return credentials;
  }

  async #fetchToken(userRef: string): Promise<string> {
    const { token } = await this.#auth.getPluginRequestToken({
      onBehalfOf: await this.#auth.getOwnServiceCredentials(),
      targetPluginId: 'auth',
    });
    const baseUrl = await this.#discovery.getBaseUrl('auth');
    const query = new URLSearchParams({ user: userRef });
    const response = await fetch(`${baseUrl}/git-host/refresh?${query}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(10_000),
    });
    if (response.status === 401 || response.status === 403) {
      throw new AuthenticationError(
        `The owner of the personal access token, '${userRef}', is not in the catalog any more`,
      );
    }
    if (!response.ok) {
      throw new ServiceUnavailableError(
        `The auth backend does not confirm owners of personal access tokens (status ${response.status}); set 'auth.providers.git-host: {}' in app-config`,
      );
    }
    return ((await response.json()) as { token: string }).token;
  }
}
