import { randomBytes, randomInt, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const DIGITS = 6;
const SALT_BYTES = 16;
const HASH_BYTES = 32;
const derive = promisify<string, Buffer, number, Buffer>(scrypt);

export function newSmsCode(): string {
  return String(randomInt(10 ** DIGITS)).padStart(DIGITS, '0');
}

/** Slow on purpose: a million codes must outlast the ten minutes in which one is valid. */
export async function hashSmsCode(code: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(code, salt, HASH_BYTES);
  return `${salt.toString('base64url')}.${hash.toString('base64url')}`;
}

export async function isSmsCode(
  code: string,
  stored: string,
): Promise<boolean> {
  const [salt = '', hash = ''] = stored.split('.');
  const given = await derive(code, Buffer.from(salt, 'base64url'), HASH_BYTES);
  return timingSafeEqual(given, Buffer.from(hash, 'base64url'));
}
