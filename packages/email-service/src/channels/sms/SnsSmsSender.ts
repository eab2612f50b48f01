import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import { SmsError, type SmsMessage, type SmsSender } from './SmsSender.ts';

export interface SnsSmsSenderOptions {
  readonly client: SNSClient;
  readonly timeoutMs: number;
}

interface SnsFailure extends Error {
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/** What SNS refuses whenever it is asked: the number is none, or its owner wants no messages. */
const PERMANENT = new Set([
  'InvalidParameter',
  'InvalidParameterException',
  'InvalidParameterValue',
  'InvalidParameterValueException',
  'OptedOut',
  'OptedOutException',
  'ValidationException',
]);

/**
 * Sends by Amazon SNS.
 *
 * @remarks
 * SNS takes no idempotency key for text messages: one that was sent by a process that died before it was marked comes
 * twice.
 */
export class SnsSmsSender implements SmsSender {
  readonly #options: SnsSmsSenderOptions;

  constructor(options: SnsSmsSenderOptions) {
    this.#options = options;
  }

  async send({ number, text }: SmsMessage): Promise<{ readonly id: string }> {
    const { client, timeoutMs } = this.#options;
    const command = new PublishCommand({
      PhoneNumber: number,
      Message: text,
      MessageAttributes: {
        // Promotional ones, the default, may be held back.
        'AWS.SNS.SMS.SMSType': {
          DataType: 'String',
          StringValue: 'Transactional',
        },
      },
    });
    try {
      const { MessageId = '' } = await client.send(command, {
        abortSignal: AbortSignal.timeout(timeoutMs),
      });
      return { id: MessageId };
    } catch (error) {
      throw toSmsError(error as SnsFailure);
    }
  }
}

/** Only names: what SNS says in words may repeat the number. */
function toSmsError({ $metadata, code, name }: SnsFailure): SmsError {
  if ($metadata?.httpStatusCode !== undefined) {
    return new SmsError(`SNS answered ${name}`, {
      permanent: PERMANENT.has(name),
    });
  }
  return new SmsError(`SNS gave no answer: ${code ?? name}`, {
    permanent: false,
  });
}
