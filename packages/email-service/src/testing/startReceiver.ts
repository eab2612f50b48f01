import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface TestReceiver {
  readonly url: string;
  readonly received: Received[];
  /** What it answers; 200 when there is nothing left. */
  readonly answers: number[];
  location: string | undefined;
  filler: string;
  close(): void;
}

/** A receiver of webhooks as a customer would run it. */
export async function startReceiver(): Promise<TestReceiver> {
  const received: Received[] = [];
  const answers: number[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({
        path: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      });
      const status = answers.shift() ?? 200;
      // Zero: never answers.
      if (status === 0) return;
      response.writeHead(
        status,
        receiver.location === undefined ? {} : { location: receiver.location },
      );
      response.end(receiver.filler);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const receiver: TestReceiver = {
    url: `http://127.0.0.1:${port}`,
    received,
    answers,
    location: undefined,
    filler: '',
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
  return receiver;
}

/** Verifies as the specification of Standard Webhooks tells receivers to. */
export function isSignedWith(
  secret: string,
  { body, headers }: Received,
): boolean {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
  const expected = `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
  return String(headers['webhook-signature']).split(' ').includes(expected);
}
