import { first, type Candidate, type Strategy } from './Strategy.ts';

/** Each in its turn. */
export class RoundRobin implements Strategy {
  #turn = 0;

  pick<T extends Candidate>(candidates: readonly T[]): T {
    this.#turn = (this.#turn + 1) % Number.MAX_SAFE_INTEGER;
    return candidates[this.#turn % candidates.length] ?? first(candidates);
  }
}
