import type { EventPosition } from '../database/AuditEventStore';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** @internal */
export function encodeCursor({ time, id }: EventPosition): string {
  return Buffer.from(JSON.stringify([time, id])).toString('base64url');
}

/** Answers nothing for a text that this backend did not make. @internal */
export function decodeCursor(cursor: string): EventPosition | undefined {
  try {
    const [time, id] = JSON.parse(
      Buffer.from(cursor, 'base64url').toString(),
    ) as unknown[];
    if (typeof time !== 'string' || typeof id !== 'string' || !UUID.test(id)) {
      return undefined;
    }
    return { time: new Date(time).toISOString(), id };
  } catch {
    return undefined;
  }
}
