/** `generated` in base64, where a random password stands in a real object. */
export const FIXED_PASSWORD = Buffer.from('generated').toString('base64');

/** Replaces what is drawn at random, so that two renders can be compared. */
export function maskPasswords<T>(value: T): T {
  if (Array.isArray(value)) {
    return value.map(maskPasswords) as T;
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === 'password' && typeof inner === 'string'
        ? FIXED_PASSWORD
        : maskPasswords(inner),
    ]),
  ) as T;
}
