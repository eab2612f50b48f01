import { Readable, Transform, TransformCallback } from 'node:stream';

/** Enough for the list of refs of any sensible push. */
const HEAD_BYTES = 64 * 1024;

/** Beyond this multiple of the limit it is not worth reading to the end. */
const PATIENCE = 16;

/**
 * Passes a request body on up to a limit. What follows is read and dropped, so
 * that the client comes to listen to the answer.
 *
 * Emits `exceeded` once, and `abandoned` when the body goes far beyond the limit.
 */
export class BoundedBody extends Transform {
  readonly #limit: number;
  #size = 0;
  #head: Buffer[] = [];

  constructor(limit: number) {
    super();
    this.#limit = limit;
  }

  get size(): number {
    return this.#size;
  }

  get exceeded(): boolean {
    return this.#size > this.#limit;
  }

  /** The first bytes of the body. */
  get head(): Buffer {
    return Buffer.concat(this.#head).subarray(0, HEAD_BYTES);
  }

  /** Resolves when the client has sent everything, or has gone away. */
  received(request: Readable): Promise<void> {
    return new Promise(resolve => {
      if (this.writableFinished || request.destroyed) {
        resolve();
      }
      this.once('finish', resolve);
      request.once('close', resolve);
    });
  }

  override _transform(
    chunk: Buffer,
    _encoding: BufferEncoding,
    done: TransformCallback,
  ): void {
    if (this.#size < HEAD_BYTES) {
      this.#head.push(chunk);
    }
    const before = this.exceeded;
    this.#size += chunk.length;
    if (!this.exceeded) {
      this.push(chunk);
    } else if (!before) {
      this.emit('exceeded');
    } else if (this.#size > this.#limit * PATIENCE) {
      this.emit('abandoned');
    }
    done();
  }
}
