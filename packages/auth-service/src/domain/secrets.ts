import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 random bits in a form that fits URLs, headers and cookies. */
export function randomToken(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * What is stored instead of a random token. A plain hash is enough for these: nobody guesses 80 bits or more, so
 * there is nothing that a slow hash would slow down.
 */
export function digest(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest();
}

/** Compares in the same time whatever differs. */
export function matchesDigest(text: string, expected: Buffer): boolean {
  return timingSafeEqual(digest(text), expected);
}
