import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { FunctionLogger } from '../shared/FunctionLogger.ts';
import type { Claim, Ledger } from './Ledger.ts';
import { MailError } from './MailError.ts';
import { mailMessage, type MailMessage } from './MailMessage.ts';
import type { MailPort } from './MailPort.ts';

export interface EmailNotificationPorts {
  readonly mail: MailPort;
  readonly ledger: Ledger;
  readonly logger: FunctionLogger;
}

export type EmailNotification = (event: SQSEvent) => Promise<SQSBatchResponse>;

type Result = 'done' | 'again';

/**
 * Sends the mails of a batch. What could not be sent, and only that, is named in the answer, so that the queue brings
 * it again (`ReportBatchItemFailures`).
 */
export function createEmailNotification(
  ports: EmailNotificationPorts,
): EmailNotification {
  return async ({ Records }) => {
    const failed = isOrdered(Records)
      ? await sendInOrder(Records, ports)
      : await sendSideBySide(Records, ports);
    return {
      batchItemFailures: failed.map(({ messageId }) => ({
        itemIdentifier: messageId,
      })),
    };
  };
}

function isOrdered(records: readonly SQSRecord[]): boolean {
  return records.some(({ eventSourceARN }) => eventSourceARN.endsWith('.fifo'));
}

/** A FIFO queue keeps its order only when everything after a failure comes again as well. */
async function sendInOrder(
  records: readonly SQSRecord[],
  ports: EmailNotificationPorts,
): Promise<readonly SQSRecord[]> {
  for (const [index, record] of records.entries()) {
    if ((await sendOne(record, ports)) === 'again') return records.slice(index);
  }
  return [];
}

async function sendSideBySide(
  records: readonly SQSRecord[],
  ports: EmailNotificationPorts,
): Promise<readonly SQSRecord[]> {
  const results = await Promise.all(
    records.map(
      async record => [record, await sendOne(record, ports)] as const,
    ),
  );
  return results
    .filter(([, result]) => result === 'again')
    .map(([record]) => record);
}

async function sendOne(
  record: SQSRecord,
  ports: EmailNotificationPorts,
): Promise<Result> {
  const { ledger, logger } = ports;
  const { messageId } = record;
  const message = parse(record.body);
  if ('wrong' in message) {
    // The redrive policy of the queue puts it aside, where people find it.
    logger.error({ messageId, wrong: message.wrong }, 'not a mail message');
    return 'again';
  }
  const { key } = message;
  try {
    const claim = await ledger.claim(key);
    if (claim === 'settled') return 'done';
    if (claim === 'busy') return 'again';
    return await sendClaimed(message, claim, ports);
  } catch (error) {
    logger.error({ err: error, messageId, key }, 'mail could not be handled');
    return 'again';
  }
}

async function sendClaimed(
  message: MailMessage,
  claim: Claim,
  { logger, mail }: EmailNotificationPorts,
): Promise<Result> {
  const { key } = message;
  let receipt: string;
  try {
    ({ id: receipt } = await mail.send(message));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (error instanceof MailError && error.permanent) {
      await claim.settle({ status: 'failed', reason });
      logger.warn({ key, reason }, 'mail is refused for good');
      return 'done';
    }
    const next = await claim.release(reason);
    logger.warn({ key, reason, next }, 'mail could not be sent');
    return next === 'retry' ? 'again' : 'done';
  }
  // Outside of the catch: the mail is out, and a failure to write that down must not count as a failed attempt.
  await claim.settle({ status: 'sent', receipt });
  logger.info({ key }, 'mail is sent');
  return 'done';
}

function parse(body: string): MailMessage | { readonly wrong: string[] } {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return { wrong: ['the body is not JSON'] };
  }
  const result = mailMessage.safeParse(value);
  if (result.success) return result.data;
  // The fields and what was expected, never the values: a mail is personal.
  return {
    wrong: result.error.issues.map(
      ({ message, path }) => `${path.join('.') || 'body'}: ${message}`,
    ),
  };
}
