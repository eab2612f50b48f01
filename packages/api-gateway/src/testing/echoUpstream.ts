import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

type Answer = (request: IncomingMessage, response: ServerResponse) => unknown;

export interface EchoUpstream {
  readonly url: string;
  readonly port: number;
  /** Whole requests, oldest first. */
  readonly seen: Seen[];
  /** Connections that clients have ended before their answer. */
  aborted(): number;
  /** From now on requests are answered in this way. */
  answer(answer: Answer | undefined): void;
  close(): Promise<void>;
}

/** A real HTTP server that keeps what it gets and says its name, for what a finished service would never do. */
export async function startEcho(
  name = 'echo',
  port = 0,
): Promise<EchoUpstream> {
  const seen: Seen[] = [];
  let aborted = 0;
  let special: Answer | undefined;
  const server = createServer((request, response) => {
    response.once('close', () => {
      if (!response.writableFinished) aborted += 1;
    });
    if (special) special(request, response);
    else void echo(request, response, { name, seen });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}`,
    port: address.port,
    seen,
    aborted: () => aborted,
    answer: answer => (special = answer),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function echo(
  request: IncomingMessage,
  response: ServerResponse,
  { name, seen }: { name: string; seen: Seen[] },
): Promise<void> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk as Buffer);
  } catch {
    return;
  }
  const { headers, method = '', url = '' } = request;
  seen.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ upstream: name, method, url }));
}
