/** The value of an environment variable that a deployed function cannot work without. */
export function required(name: string, form: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') {
    throw new Error(`${name}: expected ${form}, got nothing`);
  }
  return value;
}

/** A whole number within its bounds, or the usual one when the variable is not set. */
export function wholeNumber(
  name: string,
  { least, most, usual }: { least: number; most: number; usual: number },
): number {
  const text = process.env[name];
  if (text === undefined || text === '') return usual;
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new Error(
    `${name}: expected a whole number from ${least} to ${most}, got ${JSON.stringify(text.slice(0, 40))}`,
  );
}
