import type { IncomingMessage } from 'node:http';
import { Problem } from '@notes/service-kit';

export interface Prefix {
  readonly bytes: Buffer;
  /** Whether that is the whole body; otherwise the request can be read again from its beginning. */
  readonly isWhole: boolean;
}

const EVENTS = ['readable', 'end', 'close', 'error'] as const;

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
function nextEvent(request: IncomingMessage): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = () => {
      for (const name of EVENTS) request.off(name, settle);
      if (request.destroyed && !request.readableEnded) {
        reject(new Problem(400, 'The body broke off before its end.'));
      } else resolve();
    };
    if (request.destroyed) settle();
    else for (const name of EVENTS) request.once(name, settle);
  });
}
