import type { EmailNotification } from '@notes/functions/email-notification';
import type { Parts } from '@notes/service-kit';
import type { Pool } from 'pg';
import type { Config } from '../config.ts';
import type { PostgresLedger } from '../data/PostgresLedger.ts';
import type { MailQueue } from './MailQueue.ts';
import { PostgresQueue } from './PostgresQueue.ts';

export interface OpenMailQueueOptions {
  readonly pool: Pool;
  readonly ledger: PostgresLedger;
  readonly handler: EmailNotification;
  readonly delayAfter: (count: number) => number;
}

export interface OpenedMailQueue {
  readonly queue: MailQueue;
  /** Does what this service has to do behind the queue, and answers how much there was. */
  readonly deliver: (signal: AbortSignal) => Promise<number>;
}

/**
 * A table, or SQS with SQS_QUEUE_URL. Behind it stands the function: in this process, or deployed when
 * SQS_OUTCOME_QUEUE_URL says where it reports.
 */
export async function openMailQueue(
  parts: Parts<Config>,
  options: OpenMailQueueOptions,
): Promise<OpenedMailQueue> {
  const { clock, config, lifecycle, logger } = parts;
  const { delayAfter, handler, ledger, pool } = options;
  const {
    DELIVERY_LEASE_MS: visibilityMs,
    SQS_OUTCOME_QUEUE_URL,
    SQS_QUEUE_URL,
    SQS_REGION: region,
  } = config;
  if (SQS_QUEUE_URL === undefined) {
    const queue = new PostgresQueue({ pool, clock, visibilityMs, delayAfter });
    return { queue, deliver: () => queue.deliver(handler) };
  }
  const { SQSClient } = await import('@aws-sdk/client-sqs');
  const { SqsMailQueue } = await import('./SqsMailQueue.ts');
  const client = new SQSClient({ region });
  lifecycle.onClose('SQS', () => {
    client.destroy();
  });
  const queue = new SqsMailQueue({
    client,
    queueUrl: SQS_QUEUE_URL,
    visibilityMs,
    delayAfter,
  });
  if (SQS_OUTCOME_QUEUE_URL === undefined) {
    return { queue, deliver: signal => queue.deliver(handler, signal) };
  }
  const { readOutcomes } = await import('./readOutcomes.ts');
  const queueUrl = SQS_OUTCOME_QUEUE_URL;
  return {
    queue,
    deliver: signal =>
      readOutcomes({ client, queueUrl, ledger, logger }, signal),
  };
}
