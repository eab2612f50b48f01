import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { Problem } from '@notes/service-kit';

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

/** Waits until there is more to read; a body that ends too early is the client's fault and no failure here. */
async function nextEvent(request: IncomingMessage): Promise<void> {
  const stop = new AbortController();
  const { signal } = stop;
  try {
    if (request.destroyed) throw new Error('closed');
    await Promise.race([
      once(request, 'readable', { signal }),
      once(request, 'end', { signal }),
      once(request, 'close', { signal }).then(() => {
        if (!request.readableEnded) throw new Error('closed');
      }),
    ]);
  } catch (cause) {
    throw new Problem(400, 'The body broke off before its end.', { cause });
  } finally {
    stop.abort();
  }
}
