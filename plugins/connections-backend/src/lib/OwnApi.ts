import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import { askHttp, HttpAnswer } from './askHttp';

/** Asks another plugin of this portal, in the name of this one. */
export class OwnApi {
  readonly #auth: AuthService;
  readonly #discovery: DiscoveryService;

  constructor(options: { auth: AuthService; discovery: DiscoveryService }) {
    this.#auth = options.auth;
    this.#discovery = options.discovery;
  }

  async get(
    pluginId: string,
    path: string,
    options: { signal: AbortSignal; headers?: Record<string, string> },
  ): Promise<HttpAnswer> {
    const base = await this.#discovery.getBaseUrl(pluginId);
    const { token } = await this.#auth.getPluginRequestToken({
      onBehalfOf: await this.#auth.getOwnServiceCredentials(),
      targetPluginId: pluginId,
    });
    return askHttp(`${base}${path}`, {
      signal: options.signal,
      headers: { ...options.headers, authorization: `Bearer ${token}` },
    });
  }
}
