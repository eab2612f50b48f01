import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Stored {
  readonly id: string;
  readonly body: string;
  count: number;
  visibleAt: number;
}

export interface SqsFixture {
  urlOf(queue: string): string;
  messages(queue: string): readonly Stored[];
  send(queue: string, body: string): void;
  close(): void;
}

type Input = Readonly<Record<string, unknown>>;

/**
 * A fixture, not a real SQS: it speaks the JSON protocol of the five actions that are used, hides messages while they
 * are handled and counts how often they were handed out. It knows neither signatures nor long polling.
 */
export async function startSqs(): Promise<SqsFixture> {
  const queues = new Map<string, Stored[]>();
  const of = (name: string) =>
    queues.get(name) ?? queues.set(name, []).get(name) ?? [];
  const store = (name: string, body: string) => {
    const message = { id: randomUUID(), body, count: 0, visibleAt: 0 };
    of(name).push(message);
    return message;
  };
  const actions: Record<string, (queue: string, input: Input) => object> = {
    SendMessage: (queue, { MessageBody }) => {
      const { body, id } = store(queue, String(MessageBody));
      return { MessageId: id, MD5OfMessageBody: md5(body) };
    },
    ReceiveMessage: (queue, { VisibilityTimeout = 30 }) => {
      const now = Date.now();
      const found = of(queue)
        .filter(one => one.visibleAt <= now)
        .slice(0, 10);
      for (const one of found) {
        one.count += 1;
        one.visibleAt = now + Number(VisibilityTimeout) * 1_000;
      }
      return {
        Messages: found.map(({ body, count, id }) => ({
          MessageId: id,
          ReceiptHandle: id,
          Body: body,
          MD5OfBody: md5(body),
          Attributes: {
            ApproximateReceiveCount: String(count),
            SentTimestamp: '0',
          },
        })),
      };
    },
    DeleteMessage: (queue, { ReceiptHandle }) => {
      queues.set(
        queue,
        of(queue).filter(one => one.id !== ReceiptHandle),
      );
      return {};
    },
    ChangeMessageVisibility: (queue, { ReceiptHandle, VisibilityTimeout }) => {
      const message = of(queue).find(one => one.id === ReceiptHandle);
      if (message)
        message.visibleAt = Date.now() + Number(VisibilityTimeout) * 1_000;
      return {};
    },
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const input = JSON.parse(Buffer.concat(chunks).toString()) as Input;
      const action =
        String(request.headers['x-amz-target']).split('.')[1] ?? '';
      const queue = String(input.QueueUrl).split('/').at(-1) ?? '';
      const answer = actions[action]?.(queue, input);
      response.writeHead(answer ? 200 : 400, {
        'content-type': 'application/x-amz-json-1.0',
      });
      response.end(JSON.stringify(answer ?? {}));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    urlOf: queue => `http://127.0.0.1:${port}/000000000000/${queue}`,
    messages: of,
    send: store,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}
