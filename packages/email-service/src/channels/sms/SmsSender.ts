export interface SmsMessage {
  /** The same for each attempt. */
  readonly key: string;
  /** In the form of E.164. */
  readonly number: string;
  readonly text: string;
}

/** What hands text messages to a network. */
export interface SmsSender {
  /** Answers the id that the network gave, or throws an SmsError. */
  send(message: SmsMessage): Promise<{ readonly id: string }>;
}

/** A message that was not taken. Its words never hold the number; a permanent one will never be taken. */
export class SmsError extends Error {
  override name = 'SmsError';
  readonly permanent: boolean;

  constructor(message: string, options: { readonly permanent: boolean }) {
    super(message);
    this.permanent = options.permanent;
  }
}
