import { first, type Candidate, type Strategy } from './Strategy.ts';

/** Shares by weight without bursts, as NGINX does it: weights 5, 1, 1 give a a b a c a a. */
export class SmoothWeightedRoundRobin implements Strategy {
  readonly #credit = new Map<string, number>();

  pick<T extends Candidate>(candidates: readonly T[]): T {
    let best = first(candidates);
    let highest = -Infinity;
    let total = 0;
    for (const one of candidates) {
      const credit = (this.#credit.get(one.name) ?? 0) + one.weight;
      this.#credit.set(one.name, credit);
      total += one.weight;
      if (credit > highest) [best, highest] = [one, credit];
    }
    this.#credit.set(best.name, highest - total);
    return best;
  }
}
