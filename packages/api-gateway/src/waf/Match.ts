import type { RuleId } from './ruleIds.ts';

/** What a rule has found. */
export interface Match {
  readonly rule: RuleId;
  /** The status of the refusal. */
  readonly status: number;
  /** What is wrong and what is accepted; it never repeats what was sent. */
  readonly detail: string;
  /** Where it was found: a header, a parameter or a member, never its value. */
  readonly place: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The parts of a request line and its headers that rules read. */
export interface RequestHead {
  readonly method: string;
  /** As it was sent. */
  readonly url: string;
  readonly rawHeaders: readonly string[];
}
