import type { SQSRecord } from 'aws-lambda';

/** A message of another cloud's queue in the shape that the handler takes. */
export function recordOf(options: {
  readonly messageId: string;
  readonly body: string;
  readonly source: string;
  readonly attempt: number;
}): SQSRecord {
  const { attempt, body, messageId, source } = options;
  return {
    messageId,
    body,
    receiptHandle: messageId,
    attributes: {
      ApproximateReceiveCount: String(attempt),
      SentTimestamp: '0',
      SenderId: source,
      ApproximateFirstReceiveTimestamp: '0',
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: source,
    eventSourceARN: source,
    awsRegion: '',
  };
}
