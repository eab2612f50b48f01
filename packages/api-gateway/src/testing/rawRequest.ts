import { connect } from 'node:net';
import { once } from 'node:events';

const LIMIT_MS = 5_000;

/** Sends bytes as they are and answers all that comes back before the connection ends or falls silent. */
export async function rawRequest(
  url: string,
  bytes: string,
  options: { readonly quietMs?: number } = {},
): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.setTimeout(options.quietMs ?? LIMIT_MS, () => socket.destroy());
  let answer = '';
  socket.on('data', chunk => (answer += chunk.toString('latin1')));
  // A server that resets a connection it does not like has given its answer.
  socket.on('error', () => undefined);
  socket.write(bytes, 'latin1');
  await once(socket, 'close');
  return answer;
}

export function statusesOf(answer: string): number[] {
  return [...answer.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(one => Number(one[1]));
}
