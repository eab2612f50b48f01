import type {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { AuthenticationError } from '@backstage/errors';
import type { Request } from 'express';
import type { AccessTokenService } from '../tokens';

/**
 * Finds out who speaks git to us: a personal access token or a Backstage
 * token, as the password of basic authentication or as a bearer token.
 */
export class GitAuthenticator {
  readonly #auth: AuthService;
  readonly #accessTokens: AccessTokenService;

  constructor(options: {
    auth: AuthService;
    accessTokens: AccessTokenService;
  }) {
    this.#auth = options.auth;
    this.#accessTokens = options.accessTokens;
  }

  /** @returns nothing when the request carries no token at all */
  async authenticate(
    request: Request,
  ): Promise<BackstageCredentials | undefined> {
    const secret = readSecret(request.header('authorization'));
    if (!secret) {
      return undefined;
    }
    if (this.#accessTokens.isAccessToken(secret)) {
      return this.#accessTokens.authenticate(secret);
    }
    try {
      return await this.#auth.authenticate(secret);
    } catch (error) {
      throw new AuthenticationError(
        'The token is not valid, or no longer. Make a new one in the portal under Settings',
        error,
      );
    }
  }
}

function readSecret(header = ''): string | undefined {
  const bearer = /^bearer\s+(\S+)\s*$/i.exec(header);
  if (bearer) {
    return bearer[1];
  }
  const basic = /^basic\s+([A-Za-z0-9+/=]+)\s*$/i.exec(header);
  if (!basic) {
    return undefined;
  }
  const text = Buffer.from(basic[1], 'base64').toString('utf8');
  const [user, password] = text.split(/:(.*)/s);
  // `http://<token>@host` puts the token where the user name goes.
  return password || user || undefined;
}
