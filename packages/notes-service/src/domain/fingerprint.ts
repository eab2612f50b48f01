import { createHash } from 'node:crypto';

/** Tells whether a repeated key comes with the same request. */
export function fingerprint(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url');
}
