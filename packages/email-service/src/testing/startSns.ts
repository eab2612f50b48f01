import { createHash, createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface PublishedSms {
  readonly number: string;
  readonly text: string;
  readonly type: string;
}

export interface SnsFixture {
  readonly settings: Readonly<Record<string, string>>;
  readonly published: PublishedSms[];
  /** Error codes of SNS to answer next; 0 never answers. */
  readonly failures: (string | 0)[];
  /** How often it was asked. */
  requests: number;
  close(): void;
}

const SECRET = 'sns-secret';
const REGION = 'eu-central-1';
const STATUS: Readonly<Record<string, number>> = {
  InvalidParameter: 400,
  Throttled: 429,
  InternalError: 500,
};

/**
 * A fixture, not a real SNS: it speaks the query protocol of Publish and refuses a request whose path, action or
 * Signature Version 4 is wrong.
 */
export async function startSns(): Promise<SnsFixture> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      fixture.requests += 1;
      const body = Buffer.concat(chunks).toString();
      const form = new URLSearchParams(body);
      const failure = isSigned(request, body)
        ? fixture.failures.shift()
        : 'SignatureDoesNotMatch';
      if (failure === 0) return;
      const isPublish = request.url === '/' && form.get('Action') === 'Publish';
      const code = isPublish ? failure : 'InvalidAction';
      const number = form.get('PhoneNumber') ?? '';
      response.writeHead(code === undefined ? 200 : (STATUS[code] ?? 403), {
        'content-type': 'text/xml',
      });
      if (code !== undefined) {
        response.end(
          `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>Invalid parameter: ${number}</Message></Error><RequestId>r</RequestId></ErrorResponse>`,
        );
        return;
      }
      fixture.published.push({
        number,
        text: form.get('Message') ?? '',
        type: form.get('MessageAttributes.entry.1.Value.StringValue') ?? '',
      });
      response.end(
        `<PublishResponse><PublishResult><MessageId>m-${fixture.published.length}</MessageId></PublishResult></PublishResponse>`,
      );
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const fixture: SnsFixture = {
    settings: {
      SNS_REGION: REGION,
      SNS_ENDPOINT: `http://127.0.0.1:${port}`,
      SNS_ACCESS_KEY_ID: 'sns-id',
      SNS_SECRET_ACCESS_KEY: SECRET,
    },
    published: [],
    failures: [],
    requests: 0,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
  return fixture;
}

/** Computes the signature anew, as AWS describes it. */
function isSigned({ headers, method, url }: IncomingMessage, body: string) {
  const found =
    /^AWS4-HMAC-SHA256 Credential=sns-id\/((\d{8})\/eu-central-1\/sns\/aws4_request), SignedHeaders=([\w;-]+), Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? '',
    );
  if (!found) return false;
  const [, scope = '', day = '', names = '', signature] = found;
  const lines = names
    .split(';')
    .map(name => `${name}:${String(headers[name]).trim()}\n`);
  const canonical = `${method ?? ''}\n${url ?? ''}\n\n${lines.join('')}\n${names}\n${sha256(body)}`;
  const at = String(headers['x-amz-date']);
  const text = `AWS4-HMAC-SHA256\n${at}\n${scope}\n${sha256(canonical)}`;
  const key = [day, REGION, 'sns', 'aws4_request'].reduce<Buffer>(
    (before, part) => hmac(before, part),
    Buffer.from(`AWS4${SECRET}`),
  );
  return hmac(key, text).toString('hex') === signature;
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
