export interface FieldError {
  /** Where the value stands: `body`, `query`, `path` or `header`. */
  readonly in: string;
  /** A JSON Pointer into the body, or the name of the parameter. */
  readonly field: string;
  readonly message: string;
}

export interface ProblemOptions {
  /** Which values are wrong, each by its place. */
  readonly errors?: readonly FieldError[];
  readonly headers?: Readonly<Record<string, string>>;
  /** A URI that names the kind of problem. */
  readonly type?: string;
  /** Instead of the words that HTTP has for the status. */
  readonly title?: string;
  /** More members of the problem, for programs. */
  readonly extensions?: Readonly<Record<string, unknown>>;
  /** A 5xx answer that tells a known state and is no failure to look into. */
  readonly expected?: boolean;
  readonly cause?: unknown;
}

/** A failure that the caller can understand and act on (RFC 9457). */
export class Problem extends Error {
  override name = 'Problem';
  readonly status: number;
  readonly options: ProblemOptions;

  constructor(status: number, detail: string, options: ProblemOptions = {}) {
    super(detail, 'cause' in options ? { cause: options.cause } : undefined);
    this.status = status;
    this.options = options;
  }
}
