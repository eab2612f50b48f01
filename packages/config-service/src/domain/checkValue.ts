import { Problem } from '@notes/service-kit';
import { findSecret } from './findSecret.ts';
import type { Json, ValueType } from './Layer.ts';
import { REFERENCE_FORM } from './secretReference.ts';

const MOST_BYTES = 16_384;
const MOST_DEPTH = 20;

export function typeOf(value: Json): ValueType {
  const type = typeof value;
  return type === 'string' || type === 'number' || type === 'boolean'
    ? type
    : 'json';
}

/** Refuses what could not be kept, would not be what was sent, or should be a reference. */
export function checkValue(key: string, value: Json, type: ValueType): void {
  if (isDeeperThan(value, MOST_DEPTH)) {
    throw invalid('/value', `expected at most ${MOST_DEPTH} levels`);
  }
  if (type !== 'json' && typeOf(value) !== type) {
    throw invalid('/value', `expected a ${type}, which "${key}" is`);
  }
  if (Buffer.byteLength(JSON.stringify(value)) > MOST_BYTES) {
    throw invalid('/value', `expected at most ${MOST_BYTES} bytes of JSON`);
  }
  if (hasInfinity(value)) {
    throw invalid('/value', 'expected numbers within the range of a double');
  }
  const found = findSecret(key, value);
  if (found) {
    throw invalid(
      `/value${found.pointer}`,
      `looks like ${found.why}: secrets are kept by reference only, such as ${REFERENCE_FORM}`,
    );
  }
}

/** Words that people write are kept for ever, so they may not hold a secret either. */
export function checkWords(field: string, text: string): void {
  const found = findSecret('words', text);
  if (found) throw invalid(field, `looks like it holds ${found.why}`);
}

export function invalid(field: string, message: string): Problem {
  return new Problem(400, `body ${field} ${message}`, {
    errors: [{ in: 'body', field, message }],
  });
}

function isDeeperThan(value: Json, limit: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (limit === 0) return true;
  return Object.values(value).some(item => isDeeperThan(item, limit - 1));
}

/** JSON may spell a number that no double holds; it would come back as null. */
function hasInfinity(value: Json): boolean {
  if (typeof value === 'number') return !Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some(item => hasInfinity(item));
}
