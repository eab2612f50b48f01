import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  AccessToken,
  CreatedAccessToken,
} from '@notes/plugin-git-host-common';

/** Personal access tokens: made, listed and revoked by their owner. */
export interface AccessTokenService {
  create(
    request: { name: string; expiresInDays?: number },
    userRef: string,
  ): Promise<CreatedAccessToken>;
  list(userRef: string): Promise<AccessToken[]>;
  /** @throws NotFoundError when the user has no such token */
  revoke(id: string, userRef: string): Promise<void>;
  isAccessToken(secret: string): boolean;
  /**
   * Gives the credentials of the owner as they are now: a person who left the
   * team no longer has its rights.
   *
   * @throws AuthenticationError when it is unknown, expired or revoked
   */
  authenticate(secret: string): Promise<BackstageCredentials>;
}
