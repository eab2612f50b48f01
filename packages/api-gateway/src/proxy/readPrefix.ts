import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';

export interface Prefix {
  readonly bytes: Buffer;
  /** Whether that is the whole body; otherwise the request can be read again from its beginning. */
  readonly isWhole: boolean;
}

/** Reads the beginning of a body and puts it back, so that nothing more than that is ever held in memory. */
export async function readPrefix(
  request: IncomingMessage,
  most: number,
): Promise<Prefix> {
  const chunks: Buffer[] = [];
  let size = 0;
  while (size < most && !request.readableEnded) {
    const chunk = request.read() as Buffer | null;
    if (chunk) {
      chunks.push(chunk);
      size += chunk.length;
    } else await nextEvent(request);
  }
  const bytes = Buffer.concat(chunks);
  if (request.readableEnded) return { bytes, isWhole: true };
  if (bytes.length > 0) request.unshift(bytes);
  return { bytes: bytes.subarray(0, most), isWhole: false };
}

async function nextEvent(request: IncomingMessage): Promise<void> {
  if (request.readableEnded) return;
  if (request.destroyed) throw new Error('the client has left');
  const stop = new AbortController();
  const { signal } = stop;
  try {
    await Promise.race([
      once(request, 'readable', { signal }),
      once(request, 'end', { signal }),
      once(request, 'close', { signal }),
    ]);
  } finally {
    stop.abort();
  }
  if (request.destroyed && !request.readableEnded)
    throw new Error('the client has left');
}
