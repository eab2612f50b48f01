/**
 * A personal access token, without its secret.
 *
 * @public
 */
export interface AccessToken {
  id: string;
  name: string;
  /** The last four characters, to tell tokens apart. */
  hint: string;
  createdAt: string;
  expiresAt: string;
  lastUsedAt: string | undefined;
}

/**
 * The answer to creation: the only time that the secret is shown.
 *
 * @public
 */
export interface CreatedAccessToken extends AccessToken {
  secret: string;
}
