import type { MailMessage } from './MailMessage.ts';

export interface Receipt {
  /** What the mail system calls the mail. */
  readonly id: string;
}

/** Where mails go: the disk, an SMTP server, SES. */
export interface MailPort {
  /** Resolves when the mail is taken for good; throws a MailError when it says why not. */
  send(message: MailMessage): Promise<Receipt>;
}
