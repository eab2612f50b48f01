/** A mail that was not taken. A permanent one will never be; anything else is worth another try. */
export class MailError extends Error {
  override name = 'MailError';
  readonly permanent: boolean;

  constructor(
    message: string,
    options: { readonly permanent: boolean; readonly cause?: unknown },
  ) {
    super(message, { cause: options.cause });
    this.permanent = options.permanent;
  }
}
