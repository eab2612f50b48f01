import type { ServerResponse } from 'node:http';
import { Problem } from '@notes/service-kit';
import type { Counter } from 'prom-client';
import type { Limiter } from './Limiter.ts';

export interface RateLimitOptions {
  readonly name: string;
  readonly points: number;
  readonly seconds: number;
  /** Who shares the limit, for the refusal: `this address`. */
  readonly whom: string;
  readonly limiter: Limiter;
  readonly refused: Counter<'policy'>;
}

/** One limit, told in the headers of draft-ietf-httpapi-ratelimit-headers. */
export class RateLimit {
  readonly #options: RateLimitOptions;
  readonly #policy: string;

  constructor(options: RateLimitOptions) {
    this.#options = options;
    const { name, points, seconds } = options;
    this.#policy = `"${name}";q=${points};w=${seconds}`;
  }

  /** Counts a request, or throws the Problem that refuses it. */
  async consume(key: string, response: ServerResponse): Promise<void> {
    const { limiter, name, points, refused, seconds, whom } = this.#options;
    const outcome = await limiter.consume(key);
    const wait = Math.max(1, Math.ceil(outcome.msBeforeNext / 1_000));
    append(response, 'ratelimit-policy', this.#policy);
    append(
      response,
      'ratelimit',
      `"${name}";r=${outcome.remainingPoints};t=${wait}`,
    );
    if (outcome.consumedPoints <= points) return;
    refused.inc({ policy: name });
    throw new Problem(
      429,
      `More than ${points} requests in ${spanOf(seconds)} from ${whom}. Try again in ${wait} s.`,
      { headers: { 'Retry-After': String(wait) } },
    );
  }
}

function spanOf(seconds: number): string {
  return seconds === 1 ? 'one second' : `${seconds} seconds`;
}

function append(response: ServerResponse, name: string, value: string): void {
  const before = response.getHeader(name);
  response.setHeader(
    name,
    typeof before === 'string' ? `${before}, ${value}` : value,
  );
}
