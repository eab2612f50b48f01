import { holds, possiblePairs, type Pair } from './pairs';
import {
  isAllowed,
  type Choice,
  type Combination,
  type ParameterModel,
} from './ParameterModel';

/**
 * A few combinations in which every two choices that may meet do meet.
 *
 * @remarks
 * Greedy: each combination begins with a pair that is not covered yet and takes, parameter by parameter, the
 * choice that covers most of what is left. Of the libraries tried, those that accept exclusions drop pairs with
 * them, and a covering set that covers less than it says proves less than it says.
 */
export function combinePairwise(model: ParameterModel): Combination[] {
  const combinations: Combination[] = [];
  let open = possiblePairs(model);
  if (open.length === 0) return combineAll(model);
  while (open.length > 0) {
    const combination = complete(Object.fromEntries(open[0]), open, model);
    if (combination) combinations.push(combination);
    const [, ...rest] = open;
    open = combination ? rest.filter(pair => !holds(combination, pair)) : rest;
  }
  return combinations;
}

/** Fills in what is not chosen yet; undefined when the template accepts no such combination. */
function complete(
  begun: Combination,
  open: Pair[],
  model: ParameterModel,
): Combination | undefined {
  const next = Object.keys(model.choices).find(name => !(name in begun));
  if (next === undefined) return begun;
  const tried = model.choices[next]
    .map(value => ({ ...begun, [next]: value }))
    .filter(row => isAllowed(row, model.exclusions))
    .sort((a, b) => gain(b, next, open) - gain(a, next, open));
  for (const row of tried) {
    const completed = complete(row, open, model);
    if (completed) return completed;
  }
  return undefined;
}

/** How many open pairs the newest choice covers, counting as half those it may still cover. */
function gain(row: Combination, newest: string, open: Pair[]): number {
  return open.reduce((sum, pair) => {
    const mine = pair.find(([name]) => name === newest);
    if (!mine || mine[1] !== row[newest]) return sum;
    const other = pair.find(([name]) => name !== newest)!;
    if (!(other[0] in row)) return sum + 0.5;
    return row[other[0]] === other[1] ? sum + 1 : sum;
  }, 0);
}

/** Every combination that the template accepts. */
export function combineAll({
  choices,
  exclusions,
}: ParameterModel): Combination[] {
  return Object.entries(choices).reduce<Combination[]>(
    (rows, [name, values]) =>
      rows
        .flatMap(row => values.map(value => ({ ...row, [name]: value })))
        .filter(row => isAllowed(row, exclusions)),
    [{}],
  );
}

/** A name for a combination that is also a good folder name: what differs from the first choices. */
export function nameOf(
  combination: Combination,
  choices: Record<string, Choice[]>,
): string {
  const chosen = Object.entries(combination)
    .filter(([name, value]) => value !== choices[name]?.[0])
    .map(([name, value]) => (value === true ? name : `${name}-${value}`));
  return chosen.length > 0 ? chosen.join('_') : 'first-choices';
}
