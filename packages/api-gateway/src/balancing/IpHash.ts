import { hashOf } from './hashOf.ts';
import { first, type Candidate, type Strategy } from './Strategy.ts';

const RANGE = 2 ** 32;

/**
 * The same address gets the same upstream. Rendezvous hashing: when an upstream goes, only its own addresses move,
 * and they come back with it.
 */
export class IpHash implements Strategy {
  pick<T extends Candidate>(candidates: readonly T[], address: string): T {
    let best = first(candidates);
    let highest = -Infinity;
    for (const one of candidates) {
      const chance = (hashOf(`${address}\n${one.name}`) + 1) / (RANGE + 1);
      const score = -one.weight / Math.log(chance);
      if (score > highest) [best, highest] = [one, score];
    }
    return best;
  }
}
