import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

export interface RespServer {
  readonly port: number;
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Speaks just enough of the Redis protocol for the client to work against a real socket. It is no Redis:
 * set REDIS_URL and the same tests run against one.
 */
export async function startRespServer(port = 0): Promise<RespServer> {
  const entries = new Map<string, string>();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      for (const command of commandsIn(String(data))) socket.write(answer(entries, command));
    });
  }).listen(port, '127.0.0.1');
  await once(server, 'listening');

  const address = server.address() as AddressInfo;
  return {
    port: address.port,
    url: `redis://127.0.0.1:${address.port}`,
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** A command arrives as an array of texts: `*2 $3 GET $1 a`, one part a line. */
function commandsIn(data: string): string[][] {
  return data
    .split(/^\*\d+\r\n/m)
    .slice(1)
    .map((command) => command.split('\r\n').filter((_part, index) => index % 2 === 1));
}

function answer(entries: Map<string, string>, [name = '', key = '', value = '']: string[]): string {
  switch (name.toUpperCase()) {
    case 'PING':
      return '+PONG\r\n';
    case 'SET':
      entries.set(key, value);
      return '+OK\r\n';
    case 'GET': {
      const found = entries.get(key);
      return found === undefined ? '$-1\r\n' : `$${Buffer.byteLength(found)}\r\n${found}\r\n`;
    }
    case 'DEL':
      return `:${Number(entries.delete(key))}\r\n`;
    case 'INFO':
      return '$0\r\n\r\n';
    default:
      return '+OK\r\n';
  }
}
