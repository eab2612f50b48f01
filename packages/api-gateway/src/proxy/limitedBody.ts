import type { IncomingMessage } from 'node:http';
import { Transform, type Readable } from 'node:stream';
import { BodyTooLarge } from './BodyTooLarge.ts';

/**
 * The body of a request that does not say its length, cut off at the limit. The request itself stays open when
 * that happens, so that the refusal can still be sent.
 */
export function limitedBody(request: IncomingMessage, most: number): Readable {
  let size = 0;
  const limited = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      if (size > most) done(new BodyTooLarge());
      else done(null, chunk);
    },
  });
  request.once('aborted', () => {
    limited.destroy(new Error('the client has left'));
  });
  limited.once('close', () => {
    request.unpipe(limited);
  });
  return request.pipe(limited);
}
