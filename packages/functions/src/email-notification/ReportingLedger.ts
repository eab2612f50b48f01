import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Claim, Ledger, Outcome } from './Ledger.ts';

/**
 * The ledger of the deployed function, which has no database: it reports what became of a mail to a queue that the
 * email service reads. A message that SQS delivers twice is sent twice; the FIFO queue in front drops the copies that
 * are sent to it within five minutes, and the redrive policy counts the attempts.
 */
export class ReportingLedger implements Ledger {
  readonly #client: Pick<SQSClient, 'send'>;
  readonly #queueUrl: string;

  constructor(client: Pick<SQSClient, 'send'>, queueUrl: string) {
    this.#client = client;
    this.#queueUrl = queueUrl;
  }

  claim(key: string): Promise<Claim> {
    return Promise.resolve({
      settle: (outcome: Outcome) => this.#report(key, outcome),
      release: () => Promise.resolve('retry' as const),
    });
  }

  async #report(key: string, outcome: Outcome): Promise<void> {
    await this.#client.send(
      new SendMessageCommand({
        QueueUrl: this.#queueUrl,
        MessageBody: JSON.stringify({ key, outcome }),
        ...(this.#queueUrl.endsWith('.fifo') && {
          MessageGroupId: key,
          MessageDeduplicationId: key,
        }),
      }),
    );
  }
}
