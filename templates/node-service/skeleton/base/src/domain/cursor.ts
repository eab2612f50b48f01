import { ItemError } from './ItemError.ts';
import type { Position } from './ItemRepository.ts';

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** Callers get the position as an opaque text, so that its content may change later. */
export function encodeCursor(position: Position): string {
  const content = `${position.createdAt.toISOString()} ${position.id}`;
  return Buffer.from(content).toString('base64url');
}

export function decodeCursor(cursor: string): Position {
  const [time = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(' ');
  const createdAt = new Date(time);
  if (Number.isNaN(createdAt.getTime()) || !UUID.test(id)) {
    throw new ItemError(
      'invalid-cursor',
      'query cursor must be the nextCursor of an earlier page.',
    );
  }
  return { createdAt, id };
}
