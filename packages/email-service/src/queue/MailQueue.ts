import type {
  EmailNotification,
  MailMessage,
} from '@notes/functions/email-notification';
import type { PoolClient } from 'pg';

/** What lies between the service and the function `email-notification`: a table, or SQS. */
export interface MailQueue {
  /** Adds messages; a table does so in the transaction, SQS at once. The same key again does no harm. */
  send(messages: readonly MailMessage[], client: PoolClient): Promise<void>;
  /** Brings some messages to the function, and answers how many there were. */
  deliver(handler: EmailNotification, signal: AbortSignal): Promise<number>;
}
