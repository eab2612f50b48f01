import {
  MailError,
  type MailMessage,
  type MailPort,
  type Receipt,
} from '@notes/functions/email-notification';
import { createTransport, type Transporter } from 'nodemailer';

export interface SmtpMailerOptions {
  readonly url: string;
  readonly timeoutMs: number;
  /** Refuses a server that cannot encrypt. */
  readonly requireTls: boolean;
}

interface SmtpFailure extends Error {
  readonly code?: string;
  readonly responseCode?: number;
}

const CONNECTIONS = 4;

/** Sends by an SMTP server over a few connections that stay open. */
export class SmtpMailer implements MailPort {
  readonly #transport: Transporter;

  constructor({ requireTls, timeoutMs, url }: SmtpMailerOptions) {
    const { hostname, password, port, protocol, username } = new URL(url);
    const secure = protocol === 'smtps:';
    this.#transport = createTransport({
      pool: true,
      maxConnections: CONNECTIONS,
      // Each attempt is counted by the ledger, and none is made behind its back.
      maxRequeues: 0,
      host: hostname.replace(/^\[|\]$/g, ''),
      port: port === '' ? (secure ? 465 : 587) : Number(port),
      secure,
      requireTLS: requireTls,
      ...(username !== '' && {
        auth: {
          user: decodeURIComponent(username),
          pass: decodeURIComponent(password),
        },
      }),
      connectionTimeout: timeoutMs,
      greetingTimeout: timeoutMs,
      socketTimeout: timeoutMs,
      // A mail is made of what we hand over; it must never pull in a file or a page.
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  async send({
    from,
    headers,
    html,
    messageId,
    subject,
    text,
    to,
  }: MailMessage): Promise<Receipt> {
    try {
      await this.#transport.sendMail({
        from: { address: from.address, name: from.name ?? '' },
        to: { address: to.address, name: to.name ?? '' },
        subject,
        text,
        html,
        messageId,
        headers: { ...headers },
      });
      return { id: messageId };
    } catch (error) {
      throw toMailError(error as SmtpFailure);
    }
  }

  close(): void {
    this.#transport.close();
  }
}

/** 4xx and a network that fails may be better next time; 5xx is said for good. A wrong password is ours to mend. */
function toMailError(error: SmtpFailure): MailError {
  const { code, responseCode } = error;
  const permanent =
    responseCode !== undefined && responseCode >= 500 && code !== 'EAUTH';
  const what =
    responseCode === undefined
      ? (code ?? 'failed')
      : `answered ${responseCode}`;
  return new MailError(`the mail server ${what}`, { permanent, cause: error });
}
