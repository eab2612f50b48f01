/** What one consumer relies on; an example stands for the type of each value, `name?` for one that may be absent. */
export interface HttpUse {
  readonly name: string;
  readonly method: string;
  /** As it is sent, with real values in place of the parameters. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly status: number;
  readonly reads?: unknown;
  readonly readsHeaders?: readonly string[];
}

export interface HttpExpectation {
  readonly consumer: string;
  readonly provider: string;
  /** The header in which the provider takes who calls. */
  readonly identityHeader?: string;
  /** Operations that must be open to everyone, as `POST /api/auth/login`. */
  readonly open?: readonly string[];
  readonly uses?: readonly HttpUse[];
}

export interface EventExpectation {
  readonly consumer: string;
  readonly topic: string;
  readonly events: Readonly<Record<string, unknown>>;
}

export type Expectation = HttpExpectation | EventExpectation;

export function isEventExpectation(one: Expectation): one is EventExpectation {
  return 'events' in one;
}
