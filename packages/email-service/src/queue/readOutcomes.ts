import {
  DeleteMessageCommand,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { Logger } from '@notes/service-kit';
import { z } from 'zod';
import type { PostgresLedger } from '../data/PostgresLedger.ts';

const report = z.object({
  key: z.string().min(1).max(300),
  outcome: z.discriminatedUnion('status', [
    z.object({ status: z.literal('sent'), receipt: z.string() }),
    z.object({ status: z.literal('failed'), reason: z.string() }),
  ]),
});

export interface ReadOutcomesOptions {
  readonly client: SQSClient;
  readonly queueUrl: string;
  readonly ledger: PostgresLedger;
  readonly logger: Logger;
  readonly waitSeconds?: number;
}

/** Takes what the deployed function reports; the first report of a mail counts. */
export async function readOutcomes(
  options: ReadOutcomesOptions,
  signal: AbortSignal,
): Promise<number> {
  const {
    client,
    ledger,
    logger,
    queueUrl: QueueUrl,
    waitSeconds = 10,
  } = options;
  const receive = new ReceiveMessageCommand({
    QueueUrl,
    MaxNumberOfMessages: 10,
    WaitTimeSeconds: waitSeconds,
  });
  const { Messages = [] } = await client.send(receive, { abortSignal: signal });
  for (const { Body = '', MessageId, ReceiptHandle } of Messages) {
    const parsed = parse(Body);
    if (parsed) await ledger.report(parsed.key, parsed.outcome);
    // Left in the queue: its redrive policy puts it aside.
    else logger.error({ messageId: MessageId }, 'not a report of the function');
    if (parsed)
      await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  }
  return Messages.length;
}

function parse(body: string): z.infer<typeof report> | undefined {
  try {
    return report.parse(JSON.parse(body));
  } catch {
    return undefined;
  }
}
