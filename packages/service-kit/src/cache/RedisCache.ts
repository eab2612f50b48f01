import type { Redis } from 'ioredis';
import type { Cache } from './Cache.ts';

/** A counter without an end would stay for ever if the process died between two commands, so it is one script. */
const INCREMENT = `
local sum = redis.call('INCR', KEYS[1])
if sum == 1 then redis.call('EXPIRE', KEYS[1], ARGV[1]) end
return sum`;

export class RedisCache implements Cache {
  readonly #redis: Redis;
  readonly #prefix: string;

  /** Services may share one server: each keeps to the keys that begin with its name. */
  constructor(redis: Redis, name: string) {
    this.#redis = redis;
    this.#prefix = `${name}:`;
  }

  async get(key: string): Promise<string | undefined> {
    return (await this.#redis.get(this.#prefix + key)) ?? undefined;
  }

  async set(key: string, value: string, ttlSeconds: number): Promise<void> {
    await this.#redis.set(this.#prefix + key, value, 'EX', ttlSeconds);
  }

  async delete(...keys: string[]): Promise<void> {
    if (keys.length === 0) return;
    await this.#redis.unlink(...keys.map(key => this.#prefix + key));
  }

  async increment(key: string, ttlSeconds: number): Promise<number> {
    const name = this.#prefix + key;
    return (await this.#redis.eval(INCREMENT, 1, name, ttlSeconds)) as number;
  }

  async check(): Promise<void> {
    await this.#redis.ping();
  }
}
