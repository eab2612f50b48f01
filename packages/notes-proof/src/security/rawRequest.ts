import { connect } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  readonly text: string;
  /** Whether the other side ended the connection. */
  readonly ended: boolean;
  readonly tookMs: number;
}

/** Sends bytes as no well-behaved client would, and answers what came back until the end or the limit. */
export async function rawRequest(
  url: string,
  chunks: readonly string[],
  limitMs = 10_000,
): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  const began = performance.now();
  const socket = connect(Number(port), hostname);
  let text = '';
  let ended = true;
  const late = setTimeout(() => {
    ended = false;
    socket.destroy();
  }, limitMs);
  socket.on('data', chunk => (text += chunk.toString('latin1')));
  // A server that resets a connection it does not like has given its answer.
  socket.on('error', () => undefined);
  for (const chunk of chunks) socket.write(chunk, 'latin1');
  await new Promise(resolve => socket.once('close', resolve));
  clearTimeout(late);
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0);
  return { status, text, ended, tookMs: performance.now() - began };
}
