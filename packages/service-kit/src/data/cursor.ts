import { Problem } from '../http/Problem.ts';

/** Callers get the position as an opaque text, so that its content may change later. */
export function encodeCursor(position: unknown): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/** Answers what the cursor holds, which the caller of this function still has to check: anyone can write one. */
export function decodeCursor(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown;
  } catch (cause) {
    const message = 'must be the nextCursor of an earlier page';
    throw new Problem(400, `query cursor ${message}`, {
      errors: [{ in: 'query', field: 'cursor', message }],
      cause,
    });
  }
}
