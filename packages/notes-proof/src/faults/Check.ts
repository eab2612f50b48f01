/** One promise that was held against what is there. */
export interface Check {
  readonly name: string;
  /** How many things were looked at; a check that looked at nothing proves nothing. */
  readonly checked: number;
  readonly problems: readonly string[];
  /** Why it could not be made here. */
  readonly skipped?: string;
}

export function skippedCheck(name: string, reason: string): Check {
  return { name, checked: 0, problems: [], skipped: reason };
}
