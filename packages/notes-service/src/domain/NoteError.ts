export type NoteErrorReason =
  | 'not-found'
  | 'stale'
  | 'wrong-state'
  | 'invalid'
  | 'too-many'
  | 'idempotency-conflict'
  | 'not-as-announced';

/** What can go wrong in the domain, in its own words; http/toProblem.ts gives it a status. */
export class NoteError extends Error {
  override name = 'NoteError';
  readonly reason: NoteErrorReason;
  /** The place of the value that is wrong, as a JSON Pointer into the request. */
  readonly field: string | undefined;

  constructor(reason: NoteErrorReason, message: string, field?: string) {
    super(message);
    this.reason = reason;
    this.field = field;
  }
}
