import type { JsonValue } from '@backstage/types';

/**
 * The same text for the same data, whatever the order of its keys.
 *
 * @public
 */
export function canonicalJson(value: JsonValue | undefined): string {
  return JSON.stringify(value, (_key, each: JsonValue) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(
          Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : each,
  );
}
