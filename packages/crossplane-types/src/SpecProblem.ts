/** What is wrong with one field of a claim, for people and for programs. @public */
export type SpecProblem = {
  /** Where, such as `spec.access[0].name`. */
  path: string;
  /** What was given; undefined when nothing was. */
  value: unknown;
  /** What is accepted instead. */
  message: string;
};

/** Says a problem in one line: field, value, accepted form. @public */
export function describeProblem({ path, value, message }: SpecProblem): string {
  const given = value === undefined ? '' : ` is ${quote(value)}`;
  return `${path}${given}: ${message}`;
}

function quote(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
