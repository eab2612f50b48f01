import type { EmailNotification } from './createEmailNotification.ts';
import { recordOf } from './recordOf.ts';

/** What the trigger of Azure Functions hands over; a JSON body is parsed already. */
export type ServiceBusMessage = string | object;

export interface ServiceBusContext {
  readonly triggerMetadata?: {
    readonly messageId?: unknown;
    readonly deliveryCount?: unknown;
  };
}

/** The same function for Azure: Service Bus brings a message again when the function throws. */
export function fromServiceBus(
  handler: EmailNotification,
): (message: ServiceBusMessage, context: ServiceBusContext) => Promise<void> {
  return async (message, { triggerMetadata = {} }) => {
    const { deliveryCount, messageId } = triggerMetadata;
    const id = typeof messageId === 'string' ? messageId : 'unknown';
    const record = recordOf({
      messageId: id,
      body: typeof message === 'string' ? message : JSON.stringify(message),
      source: 'servicebus',
      attempt: typeof deliveryCount === 'number' ? deliveryCount : 1,
    });
    const { batchItemFailures } = await handler({ Records: [record] });
    if (batchItemFailures.length > 0) {
      throw new Error(`message ${id} is to be brought again`);
    }
  };
}
