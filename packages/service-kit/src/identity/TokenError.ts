/** `expired` is worth a new token; everything else is not, and says no more, because that helps who forges one. */
export type TokenFault = 'expired' | 'invalid';

/** A token that must not be believed. */
export class TokenError extends Error {
  override name = 'TokenError';
  readonly reason: TokenFault;

  constructor(reason: TokenFault, cause?: unknown) {
    super(
      reason === 'expired'
        ? 'the token has expired'
        : 'the token is not valid here',
      { cause },
    );
    this.reason = reason;
  }
}
