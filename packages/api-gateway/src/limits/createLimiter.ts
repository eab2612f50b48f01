import type { Clock } from '@notes/service-kit';
import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible';
import { Limiter } from './Limiter.ts';
import { SlidingWindowMemory } from './SlidingWindowMemory.ts';
import { SLIDING_WINDOW_SCRIPT } from './slidingWindowScript.ts';
import type { StoreQuestions } from './StoreQuestions.ts';

export interface LimiterOptions {
  /** Names the limit in keys and in headers. */
  readonly name: string;
  readonly points: number;
  readonly seconds: number;
  /** Exact within any span, or counted in windows that begin with a first request. */
  readonly kind: 'sliding' | 'window';
  readonly redis: Redis | undefined;
  readonly clock: Clock;
  readonly questions: StoreQuestions;
}

/**
 * A limit that all replicas share in Redis, or one of this process. While Redis is away each replica counts for
 * itself: nobody is locked out, and at most `replicas` times as much gets through.
 */
export function createLimiter(options: LimiterOptions): Limiter {
  const { clock, kind, name, points, questions, redis, seconds } = options;
  const common = { keyPrefix: `gateway:${name}`, points, duration: seconds };
  const memory =
    kind === 'sliding'
      ? new SlidingWindowMemory(common, clock)
      : new RateLimiterMemory(common);
  if (!redis)
    return new Limiter({ store: memory, fallback: undefined, questions });
  const store = new RateLimiterRedis({
    ...common,
    storeClient: redis,
    rejectIfRedisNotReady: true,
    ...(kind === 'sliding'
      ? { customIncrTtlLuaScript: SLIDING_WINDOW_SCRIPT }
      : {}),
  });
  return new Limiter({ store, fallback: memory, questions });
}
