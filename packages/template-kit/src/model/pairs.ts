import {
  isAllowed,
  type Combination,
  type ParameterModel,
} from './ParameterModel';

/** Two choices of two different parameters. */
export type Pair = [
  first: [name: string, value: Combination[string]],
  second: [name: string, value: Combination[string]],
];

/** Every pair of choices that the template accepts. */
export function possiblePairs({ choices, exclusions }: ParameterModel): Pair[] {
  const parameters = Object.entries(choices);
  return parameters
    .flatMap(([first, values], index) =>
      parameters.slice(index + 1).flatMap(([second, others]) =>
        values.flatMap(value =>
          others.map((other): Pair => [
            [first, value],
            [second, other],
          ]),
        ),
      ),
    )
    .filter(pair => isAllowed(Object.fromEntries(pair), exclusions));
}

/** Whether both choices of a pair are made. */
export function holds(combination: Combination, pair: Pair): boolean {
  return pair.every(([name, value]) => combination[name] === value);
}
