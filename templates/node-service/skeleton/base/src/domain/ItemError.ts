export type ItemErrorReason = 'not-found' | 'invalid-cursor' | 'idempotency-conflict';

/** What can go wrong in the domain, in its own words; http/handleErrors.ts gives it a status. */
export class ItemError extends Error {
  override name = 'ItemError';
  readonly reason: ItemErrorReason;

  constructor(reason: ItemErrorReason, message: string) {
    super(message);
    this.reason = reason;
  }
}
