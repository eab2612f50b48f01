import { Problem } from '@notes/service-kit';

export function etagOf(version: number): string {
  return `"v${version}"`;
}

/** The version that a change is based on; openapi.yaml has checked its form. */
export function expectedVersion(ifMatch: string | undefined): number {
  if (ifMatch === undefined) {
    throw new Problem(
      428,
      'The header If-Match is missing: send the ETag of the note as you have read it, such as "v3".',
    );
  }
  return Number(ifMatch.slice(2, -1));
}

/** RFC 9110: a weak comparison with each of the tags, or any version with an asterisk. */
export function isKnown(
  ifNoneMatch: string | undefined,
  version: number,
): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === '*') return true;
  return ifNoneMatch
    .split(',')
    .some(tag => tag.trim().replace(/^W\//, '') === etagOf(version));
}
