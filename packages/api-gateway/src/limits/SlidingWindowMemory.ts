import type { Clock } from '@notes/service-kit';
import {
  RateLimiterMemory,
  RateLimiterRes,
  type IRateLimiterOptions,
} from 'rate-limiter-flexible';
import { RecentTimes } from './RecentTimes.ts';

const SWEEP_EVERY = 1_000;

/**
 * Counts exactly: at most `points` within any span of `duration`. A fixed window would let twice as many through
 * around its end. What is refused does not count, so a client that keeps its pace gets its share.
 */
export class SlidingWindowMemory extends RateLimiterMemory {
  readonly #times = new Map<string, RecentTimes>();
  readonly #clock: Clock;
  #untilSweep = SWEEP_EVERY;

  constructor(options: IRateLimiterOptions, clock: Clock) {
    super(options);
    this.#clock = clock;
  }

  override consume(key: string | number): Promise<RateLimiterRes> {
    const now = this.#clock.now().getTime();
    this.#sweep(now);
    const times = this.#recent(this.getKey(key), now);
    const isRefused = times.count >= this.points;
    if (!isRefused) times.add(now);
    const result = new RateLimiterRes(
      this.points - times.count,
      (times.oldest ?? now) + this.msDuration - now,
      times.count + (isRefused ? 1 : 0),
      times.count === 1,
    );
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- the contract of rate-limiter-flexible
    return isRefused ? Promise.reject(result) : Promise.resolve(result);
  }

  override get(key: string | number): Promise<RateLimiterRes | null> {
    const now = this.#clock.now().getTime();
    const { count, oldest } = this.#recent(this.getKey(key), now);
    if (oldest === undefined) return Promise.resolve(null);
    const wait = oldest + this.msDuration - now;
    return Promise.resolve(
      new RateLimiterRes(this.points - count, wait, count),
    );
  }

  override delete(key: string | number): Promise<boolean> {
    return Promise.resolve(this.#times.delete(this.getKey(key)));
  }

  #recent(name: string, now: number): RecentTimes {
    let times = this.#times.get(name);
    if (!times) this.#times.set(name, (times = new RecentTimes()));
    times.forgetUntil(now - this.msDuration);
    return times;
  }

  /** Forgets who has gone, now and then, so that memory is bounded by the requests of one span. */
  #sweep(now: number): void {
    this.#untilSweep -= 1;
    if (this.#untilSweep > 0) return;
    this.#untilSweep = SWEEP_EVERY;
    const after = now - this.msDuration;
    for (const [name, times] of this.#times) {
      if ((times.newest ?? 0) <= after) this.#times.delete(name);
    }
  }
}
