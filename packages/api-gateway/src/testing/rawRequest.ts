import { connect } from 'node:net';
import { once } from 'node:events';

/** Far beyond what a busy machine takes: the server is expected to end the connection. */
const LIMIT_MS = 60_000;

/** Sends bytes as they are and answers all that comes back before the connection ends. */
export async function rawRequest(url: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.setTimeout(LIMIT_MS, () => socket.destroy());
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
