import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  type Message,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type {
  EmailNotification,
  MailMessage,
} from '@notes/functions/email-notification';
import type { MailQueue } from './MailQueue.ts';
import type { SqsRecord } from './SqsRecord.ts';

export interface SqsMailQueueOptions {
  readonly client: SQSClient;
  readonly queueUrl: string;
  readonly visibilityMs: number;
  readonly delayAfter: (receiveCount: number) => number;
  readonly waitSeconds?: number;
}

const BATCH = 10;
const WAIT_SECONDS = 10;
const LONGEST_SECONDS = 43_200;

/** The queue in SQS. On a FIFO queue the key also drops copies that are sent within five minutes. */
export class SqsMailQueue implements MailQueue {
  readonly #options: SqsMailQueueOptions;

  constructor(options: SqsMailQueueOptions) {
    this.#options = options;
  }

  async send(messages: readonly MailMessage[]): Promise<void> {
    const { client, queueUrl: QueueUrl } = this.#options;
    for (const message of messages) {
      await client.send(
        new SendMessageCommand({
          QueueUrl,
          MessageBody: JSON.stringify(message),
          ...(QueueUrl.endsWith('.fifo') && {
            // Mails do not wait for each other.
            MessageGroupId: message.key,
            MessageDeduplicationId: message.key,
          }),
        }),
      );
    }
  }

  async deliver(
    handler: EmailNotification,
    signal: AbortSignal,
  ): Promise<number> {
    const messages = await this.#receive(signal);
    if (messages.length === 0) return 0;
    const { batchItemFailures } = await handler({
      Records: messages.map(one => this.#recordOf(one)),
    });
    const failed = new Set(batchItemFailures.map(one => one.itemIdentifier));
    for (const message of messages) {
      if (failed.has(message.MessageId ?? '')) await this.#delay(message);
      else await this.#remove(message);
    }
    return messages.length;
  }

  async #receive(signal: AbortSignal): Promise<Message[]> {
    const {
      client,
      queueUrl,
      visibilityMs,
      waitSeconds = WAIT_SECONDS,
    } = this.#options;
    const command = new ReceiveMessageCommand({
      QueueUrl: queueUrl,
      MaxNumberOfMessages: BATCH,
      WaitTimeSeconds: waitSeconds,
      VisibilityTimeout: Math.ceil(visibilityMs / 1_000),
      MessageSystemAttributeNames: ['ApproximateReceiveCount', 'SentTimestamp'],
    });
    const { Messages = [] } = await client.send(command, {
      abortSignal: signal,
    });
    return Messages;
  }

  async #remove({ ReceiptHandle }: Message): Promise<void> {
    const { client, queueUrl: QueueUrl } = this.#options;
    await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  }

  async #delay({ Attributes, ReceiptHandle }: Message): Promise<void> {
    const { client, delayAfter, queueUrl: QueueUrl } = this.#options;
    const delayMs = delayAfter(
      Number(Attributes?.ApproximateReceiveCount ?? 1),
    );
    const VisibilityTimeout = Math.min(
      Math.ceil(delayMs / 1_000),
      LONGEST_SECONDS,
    );
    await client.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl,
        ReceiptHandle,
        VisibilityTimeout,
      }),
    );
  }

  #recordOf({
    Attributes,
    Body = '',
    MD5OfBody = '',
    MessageId = '',
    ReceiptHandle = '',
  }: Message): SqsRecord {
    return {
      messageId: MessageId,
      receiptHandle: ReceiptHandle,
      body: Body,
      attributes: {
        ApproximateReceiveCount: Attributes?.ApproximateReceiveCount ?? '1',
        SentTimestamp: Attributes?.SentTimestamp ?? '0',
        SenderId: '',
        ApproximateFirstReceiveTimestamp: '0',
      },
      messageAttributes: {},
      md5OfBody: MD5OfBody,
      eventSource: 'aws:sqs',
      // Of a FIFO queue too: each mail is a group of its own, so there is no order to keep.
      eventSourceARN: 'notes:sqs:email',
      awsRegion: '',
    };
  }
}
