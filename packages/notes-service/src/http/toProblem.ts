import { Problem, type Handler } from '@notes/service-kit';
import { NoteError, type NoteErrorReason } from '../domain/NoteError.ts';

const STATUS: Readonly<Record<NoteErrorReason, number>> = {
  'not-found': 404,
  'wrong-state': 409,
  'too-many': 409,
  stale: 412,
  invalid: 400,
  'idempotency-conflict': 422,
  'not-as-announced': 422,
};

/** Gives what can go wrong in the domain its status, in one place for all handlers. */
export function withProblems(
  handlers: Readonly<Record<string, Handler>>,
): Record<string, Handler> {
  return Object.fromEntries(
    Object.entries(handlers).map(([name, handler]) => [
      name,
      async input => {
        try {
          return await handler(input);
        } catch (error) {
          throw toProblem(error);
        }
      },
    ]),
  );
}

export function toProblem(error: unknown): unknown {
  if (!(error instanceof NoteError)) return error;
  const { field, message, reason } = error;
  if (field === undefined) return new Problem(STATUS[reason], message);
  // A JSON Pointer leads into the body; anything else is a parameter of the query.
  const place = field.startsWith('/') ? 'body' : 'query';
  return new Problem(STATUS[reason], `${place} ${field} ${message}`, {
    errors: [{ in: place, field, message }],
  });
}
