import { lookup, type LookupAddress } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from './isPublicAddress.ts';

export interface PostOptions {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface PostClientOptions {
  readonly timeoutMs: number;
  readonly allowPrivate: boolean;
  readonly allowHttp: boolean;
  readonly resolve?: typeof lookup;
}

const MOST_ANSWER_BYTES = 64 * 1024;

/** A request that was not made, or not answered. */
export class PostError extends Error {
  override name = 'PostError';
}

/**
 * Posts to addresses that users give. The address is checked when the connection is made, on what the name resolves
 * to at that moment, so a name that changes its mind between a check and the request gains nothing. Redirects are not
 * followed, and of an answer only the status is used.
 */
export class PostClient {
  readonly #options: PostClientOptions;
  readonly #lookup: LookupFunction;

  constructor(options: PostClientOptions) {
    this.#options = options;
    this.#lookup = guarded(options);
  }

  /** Answers the status. */
  async post({ body, headers, url }: PostOptions): Promise<number> {
    const target = this.#check(url);
    const { timeoutMs } = this.#options;
    const send = target.protocol === 'https:' ? https.request : http.request;
    const bytes = Buffer.from(body);
    const request = send(target, {
      method: 'POST',
      headers: {
        'user-agent': 'notes-webhooks/1',
        ...headers,
        'content-length': bytes.length,
      },
      // No connection is kept: the next one is checked anew.
      agent: false,
      lookup: this.#lookup,
      signal: AbortSignal.timeout(timeoutMs),
    });
    try {
      const status = await statusOf(request, bytes);
      return status;
    } catch (error) {
      if (error instanceof PostError) throw error;
      const { code, name } = error as NodeJS.ErrnoException;
      const why =
        name === 'AbortError' || name === 'TimeoutError'
          ? `no answer within ${timeoutMs} ms`
          : code;
      throw new PostError(why ?? 'the connection failed', { cause: error });
    } finally {
      request.destroy();
    }
  }

  #check(url: string): URL {
    const target = new URL(url);
    const { allowHttp, allowPrivate } = this.#options;
    const isSecure = target.protocol === 'https:';
    if (!isSecure && !(allowHttp && target.protocol === 'http:')) {
      throw new PostError('expected https://');
    }
    // A literal address is never looked up, so the lookup cannot guard it.
    const host = target.hostname.replace(/^\[|\]$/g, '');
    if (isIP(host) && !allowPrivate && !isPublicAddress(host)) {
      throw new PostError('the address is not on the public internet');
    }
    return target;
  }
}

function guarded({
  allowPrivate,
  resolve = lookup,
}: PostClientOptions): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) {
        callback(error, '');
        return;
      }
      const safe =
        allowPrivate ||
        addresses.every(({ address }) => isPublicAddress(address));
      const [first] = addresses;
      if (!safe || !first) {
        callback(
          new PostError('the address is not on the public internet'),
          '',
        );
        return;
      }
      answer(addresses, first);
    });
    function answer(addresses: LookupAddress[], first: LookupAddress): void {
      if (options.all === true) callback(null, addresses);
      else callback(null, first.address, first.family);
    }
  };
}

function statusOf(request: http.ClientRequest, body: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    request.on('error', reject);
    request.on('response', response => {
      let size = 0;
      response.on('error', reject);
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > MOST_ANSWER_BYTES) {
          reject(
            new PostError(
              `the answer is larger than ${MOST_ANSWER_BYTES} bytes`,
            ),
          );
        }
      });
      response.on('end', () => {
        resolve(response.statusCode ?? 0);
      });
    });
    request.end(body);
  });
}
