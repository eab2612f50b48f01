import { holds, possiblePairs } from './pairs';
import type { Combination, ParameterModel } from './ParameterModel';

/** How many pairs of choices a set of combinations covers, of those that may meet at all. */
export interface PairCoverage {
  covered: number;
  possible: number;
  /** Pairs that no combination holds, as `database=none & cache=redis`. */
  missing: string[];
}

/** Counts pairs of choices of two different parameters. */
export function measureCoverage(
  combinations: Combination[],
  model: ParameterModel,
): PairCoverage {
  const possible = possiblePairs(model);
  const missing = possible.filter(
    pair => !combinations.some(combination => holds(combination, pair)),
  );
  return {
    covered: possible.length - missing.length,
    possible: possible.length,
    missing: missing.map(pair =>
      pair.map(([name, value]) => `${name}=${value}`).join(' & '),
    ),
  };
}
