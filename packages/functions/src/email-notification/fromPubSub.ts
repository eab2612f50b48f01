import type { EmailNotification } from './createEmailNotification.ts';
import { recordOf } from './recordOf.ts';

/** The data of the CloudEvent `google.cloud.pubsub.topic.v1.messagePublished`. */
export interface PubSubEvent {
  readonly data?: {
    readonly message: { readonly data?: string; readonly messageId: string };
    readonly deliveryAttempt?: number;
  };
}

/** The same function for Google Cloud: Pub/Sub brings a message again when the function throws. */
export function fromPubSub(
  handler: EmailNotification,
): (event: PubSubEvent) => Promise<void> {
  return async ({ data }) => {
    const { message } = data ?? {};
    if (!message) throw new Error('the event carries no message');
    const body = Buffer.from(message.data ?? '', 'base64').toString();
    const record = recordOf({
      messageId: message.messageId,
      body,
      source: 'pubsub',
      attempt: data?.deliveryAttempt ?? 1,
    });
    const { batchItemFailures } = await handler({ Records: [record] });
    if (batchItemFailures.length > 0) {
      throw new Error(`message ${message.messageId} is to be brought again`);
    }
  };
}
