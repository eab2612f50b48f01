import { createHash } from 'node:crypto';
import { decodeCursor, encodeCursor, Problem } from '@notes/service-kit';
import { z } from 'zod';
import type { Matching, Position } from './SearchIndex.ts';

export interface PageCursor {
  readonly matching: Matching;
  readonly after: Position;
}

interface Question {
  readonly text?: string | undefined;
  readonly tags: readonly string[];
}

const form = z.tuple([
  z.enum(['newest', 'exact', 'similar']),
  z.string(),
  z.number(),
  z.iso.datetime(),
  z.uuid(),
]);

/** A page goes on where the one before it ended, for the same question. */
export function writeCursor(cursor: PageCursor, question: Question): string {
  const { changedAt, noteId, score } = cursor.after;
  const asked = fingerprintOf(question);
  return encodeCursor([cursor.matching, asked, score, changedAt, noteId]);
}

export function readCursor(text: string, question: Question): PageCursor {
  const parsed = form.safeParse(decodeCursor(text));
  if (!parsed.success)
    throw refuse('must be the nextCursor of an earlier page');
  const [matching, asked, score, changedAt, noteId] = parsed.data;
  if (asked !== fingerprintOf(question)) {
    throw refuse('belongs to a page of another question');
  }
  return { matching, after: { score, changedAt, noteId } };
}

function fingerprintOf({ tags, text }: Question): string {
  const asked = JSON.stringify([text ?? null, [...tags].sort()]);
  return createHash('sha256').update(asked).digest('base64url').slice(0, 12);
}

function refuse(message: string): Problem {
  return new Problem(400, `query cursor ${message}`, {
    errors: [{ in: 'query', field: 'cursor', message }],
  });
}
