const HIDDEN = '(the platform makes it)';
const SECRET_FIELDS = new Set(['data', 'stringData']);

/** Takes what is secret out of an object: a plan shows which keys there will be, not values drawn for show. */
export function hideSecrets<T>(value: T): T {
  if (Array.isArray(value)) {
    return value.map(hideSecrets) as T;
  }
  if (!isRecord(value)) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      value.kind === 'Secret' && SECRET_FIELDS.has(key) && isRecord(inner)
        ? Object.fromEntries(Object.keys(inner).map(name => [name, HIDDEN]))
        : hideIn(key, inner),
    ]),
  ) as T;
}

function hideIn(key: string, inner: unknown): unknown {
  return key === 'password' && typeof inner === 'string'
    ? HIDDEN
    : hideSecrets(inner);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
