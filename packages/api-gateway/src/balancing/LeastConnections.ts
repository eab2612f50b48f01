import { first, type Candidate, type Strategy } from './Strategy.ts';

/** The one with the fewest open requests for its weight; equals take turns, so that the first gets no more. */
export class LeastConnections implements Strategy {
  #turn = 0;

  pick<T extends Candidate>(candidates: readonly T[]): T {
    const start = this.#turn;
    this.#turn = (start + 1) % Number.MAX_SAFE_INTEGER;
    let best = first(candidates);
    let least = Infinity;
    for (let step = 0; step < candidates.length; step += 1) {
      const one = candidates[(start + step) % candidates.length];
      if (!one) continue;
      const load = one.active / one.weight;
      if (load < least) [best, least] = [one, load];
    }
    return best;
  }
}
