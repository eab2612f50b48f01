import type { Clock } from '@notes/service-kit';
import type { Redis } from 'ioredis';
import { Counter, type Registry } from 'prom-client';
import type { Config } from '../settings.ts';
import { createLimiter } from './createLimiter.ts';
import { RateLimit } from './RateLimit.ts';
import { StoreQuestions } from './StoreQuestions.ts';

export interface Limits {
  readonly address: RateLimit;
  readonly user: RateLimit;
}

export interface LimitsOptions {
  readonly config: Pick<Config, 'RATE_LIMIT_PER_SECOND' | 'QUOTA_PER_MINUTE'>;
  readonly redis: Redis | undefined;
  readonly registry: Registry;
  readonly clock: Clock;
}

export function createLimits(options: LimitsOptions): Limits {
  const { clock, config, redis, registry } = options;
  const refused = new Counter({
    name: 'gateway_rate_limited_total',
    help: 'Requests that a rate limit or a quota has refused.',
    labelNames: ['policy'] as const,
    registers: [registry],
  });
  const questions = new StoreQuestions(registry);
  const make = (
    kind: 'sliding' | 'window',
    limit: { name: string; points: number; seconds: number; whom: string },
  ) =>
    new RateLimit({
      ...limit,
      refused,
      limiter: createLimiter({ ...limit, kind, redis, clock, questions }),
    });
  return {
    address: make('sliding', {
      name: 'ip',
      points: config.RATE_LIMIT_PER_SECOND,
      seconds: 1,
      whom: 'this address',
    }),
    user: make('window', {
      name: 'user',
      points: config.QUOTA_PER_MINUTE,
      seconds: 60,
      whom: 'this user',
    }),
  };
}
