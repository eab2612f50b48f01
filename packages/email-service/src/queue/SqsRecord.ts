import type { EmailNotification } from '@notes/functions/email-notification';

/** One message as the function takes it. */
export type SqsRecord = Parameters<EmailNotification>[0]['Records'][number];
