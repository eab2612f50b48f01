import { z } from 'zod';

/** One value that a form offers. */
export const choiceSchema = z.union([z.string(), z.boolean(), z.number()]);
export type Choice = z.infer<typeof choiceSchema>;

/** What is chosen for each parameter that has choices. */
export type Combination = Record<string, Choice>;

/** A combination that the template refuses, and why; `when` lists the choices that must meet. */
export interface Exclusion {
  when: Record<string, Choice[]>;
  reason: string;
}

/**
 * The parameters of a template as a tester sees them.
 *
 * Parameters with a fixed list of choices are varied; the others keep the value that the template's
 * `tests/kit.yaml` gives.
 */
export interface ParameterModel {
  /** Choices by parameter, in the order of the form. */
  choices: Record<string, Choice[]>;
  /** Values of the parameters that are not varied. */
  base: Record<string, unknown>;
  exclusions: Exclusion[];
}

/** Whether the template accepts the combination, which may name some of the parameters only. */
export function isAllowed(
  combination: Combination,
  exclusions: Exclusion[],
): boolean {
  return !exclusions.some(({ when }) =>
    Object.entries(when).every(
      ([name, values]) =>
        combination[name] !== undefined && values.includes(combination[name]),
    ),
  );
}
