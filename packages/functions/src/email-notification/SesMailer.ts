import { SendEmailCommand, type SESv2Client } from '@aws-sdk/client-sesv2';
import { MailError } from './MailError.ts';
import type { MailMessage } from './MailMessage.ts';
import type { MailPort, Receipt } from './MailPort.ts';

/** What SES refuses whenever it is asked. Limits, pauses and failures of its own are worth another try. */
const PERMANENT = new Set([
  'BadRequestException',
  'MailFromDomainNotVerifiedException',
  'MessageRejected',
  'NotFoundException',
]);

/**
 * Sends by Amazon SES.
 *
 * @remarks
 * SES takes no idempotency key and puts a Message-ID of its own, so the key goes along as `X-Notes-Key`.
 */
export class SesMailer implements MailPort {
  readonly #client: Pick<SESv2Client, 'send'>;

  constructor(client: Pick<SESv2Client, 'send'>) {
    this.#client = client;
  }

  async send(message: MailMessage): Promise<Receipt> {
    try {
      const { MessageId = '' } = await this.#client.send(commandOf(message));
      return { id: MessageId };
    } catch (error) {
      const { name } = error as Error;
      throw new MailError(`SES: ${name}`, {
        permanent: PERMANENT.has(name),
        cause: error,
      });
    }
  }
}

function commandOf(message: MailMessage): SendEmailCommand {
  const { from, headers, html, key, subject, text, to } = message;
  const content = (Data: string) => ({ Data, Charset: 'UTF-8' });
  return new SendEmailCommand({
    FromEmailAddress: addressOf(from),
    Destination: { ToAddresses: [addressOf(to)] },
    Content: {
      Simple: {
        Subject: content(subject),
        Body: { Html: content(html), Text: content(text) },
        Headers: Object.entries({ ...headers, 'X-Notes-Key': key }).map(
          ([Name, Value]) => ({ Name, Value }),
        ),
      },
    },
  });
}

/** A name in the form of RFC 2047, so that neither its letters nor its quotes can become part of the header. */
function addressOf({ address, name }: MailMessage['to']): string {
  if (name === undefined) return address;
  const words: string[] = [];
  let word = '';
  for (const letter of name) {
    if (Buffer.byteLength(word + letter) > 42) {
      words.push(word);
      word = '';
    }
    word += letter;
  }
  words.push(word);
  const encoded = words.map(
    one => `=?UTF-8?B?${Buffer.from(one).toString('base64')}?=`,
  );
  return `${encoded.join(' ')} <${address}>`;
}
