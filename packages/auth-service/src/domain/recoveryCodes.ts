import { randomInt } from 'node:crypto';
import { digest } from './secrets.ts';

/** Base32: no digit looks like a letter. Sixteen characters are 80 bits, so a plain digest is enough. */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const LENGTH = 16;
export const RECOVERY_CODES = 10;

export function createRecoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_CODES }, () =>
    Array.from({ length: LENGTH }, () => ALPHABET.charAt(randomInt(32)))
      .join('')
      .replaceAll(/(.{4})(?=.)/g, '$1-'),
  );
}

/** People type them in capitals or not, with the dashes or without. */
export function recoveryCodeDigest(code: string): Buffer {
  return digest(code.toUpperCase().replaceAll('-', ''));
}
