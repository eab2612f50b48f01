import { Problem } from '@notes/service-kit';
import type { Expected } from '../domain/Command.ts';

export function etagOf(version: number): string {
  return `"v${version}"`;
}

export type Preconditions = Readonly<
  Partial<Record<'If-Match' | 'If-None-Match', string>>
>;

/** What a change is based on: openapi.yaml has checked the form of the headers. */
export function expectedOf(header: Preconditions): Expected {
  const { 'If-Match': match, 'If-None-Match': none } = header;
  if (match !== undefined && none === undefined) {
    return Number(match.slice(2, -1));
  }
  if (none === '*' && match === undefined) return 'absent';
  throw new Problem(
    428,
    'Send If-Match with the ETag that you have read, such as "v3", or If-None-Match: * for what does not exist yet.',
  );
}

/** RFC 9110: a weak comparison with each of the tags, or anything with an asterisk. */
export function isKnown(
  ifNoneMatch: string | undefined,
  etag: string,
): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === '*') return true;
  return ifNoneMatch
    .split(',')
    .some(tag => tag.trim().replace(/^W\//, '') === etag);
}
