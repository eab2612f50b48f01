import {
  RateLimiterRes,
  type RateLimiterAbstract,
} from 'rate-limiter-flexible';
import type { StoreQuestions } from './StoreQuestions.ts';

export interface LimiterParts {
  readonly store: RateLimiterAbstract;
  /** Counts in this process while the store is away. */
  readonly fallback: RateLimiterAbstract | undefined;
  readonly questions: StoreQuestions;
}

/** Counts who asks, and answers how often they have. */
export class Limiter {
  readonly #parts: LimiterParts;

  constructor(parts: LimiterParts) {
    this.#parts = parts;
  }

  async consume(key: string): Promise<RateLimiterRes> {
    const { fallback, questions, store } = this.#parts;
    try {
      const outcome = await outcomeOf(store, key);
      questions.count(outcome.isFirstInDuration ? 'miss' : 'hit');
      return outcome;
    } catch (error) {
      questions.count('error');
      if (!fallback) throw error;
      return outcomeOf(fallback, key);
    }
  }
}

/** The library rejects with the state of the limit when it is used up; that is an answer too. */
function outcomeOf(
  limiter: RateLimiterAbstract,
  key: string,
): Promise<RateLimiterRes> {
  return limiter.consume(key).catch((error: unknown) => {
    if (error instanceof RateLimiterRes) return error;
    throw error;
  });
}
