import { DiskOutbox, type MailPort } from '@notes/functions/email-notification';
import type { Parts } from '@notes/service-kit';
import type { Config } from '../config.ts';

export interface OpenedMail {
  readonly port: MailPort;
  /** There when mails are kept on the disk, for the page that shows them. */
  readonly outbox?: DiskOutbox;
}

/** SMTP with SMTP_URL, SES with SES_REGION, else the disk. Each client is loaded when it is used. */
export async function openMailPort({
  clock,
  config,
  lifecycle,
}: Pick<Parts<Config>, 'clock' | 'config' | 'lifecycle'>): Promise<OpenedMail> {
  const { NODE_ENV, OUTBOX_DIRECTORY, SEND_TIMEOUT_MS, SES_REGION, SMTP_URL } =
    config;
  if (SMTP_URL !== undefined) {
    const { SmtpMailer } = await import('./SmtpMailer.ts');
    const port = new SmtpMailer({
      url: SMTP_URL,
      timeoutMs: SEND_TIMEOUT_MS,
      requireTls: NODE_ENV === 'production',
    });
    lifecycle.onClose('mail server', () => {
      port.close();
    });
    return { port };
  }
  if (SES_REGION !== undefined) {
    const { SESv2Client } = await import('@aws-sdk/client-sesv2');
    const { SesMailer } =
      await import('@notes/functions/email-notification/ses');
    const client = new SESv2Client({ region: SES_REGION, maxAttempts: 1 });
    lifecycle.onClose('SES', () => {
      client.destroy();
    });
    return { port: new SesMailer(client) };
  }
  const outbox = new DiskOutbox(OUTBOX_DIRECTORY, () => clock.now());
  return { port: outbox, outbox };
}
