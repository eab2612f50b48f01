export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [name: string]: Json };

/**
 * The one text of a value after RFC 8785: names in the order of their UTF-16 units, no blanks, and numbers and texts
 * as ECMAScript writes them, which is what the standard refers to.
 */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value !== 'object') {
    if (typeof value === 'number' && !Number.isFinite(value)) {
      throw new TypeError(`"${value}" has no JSON`);
    }
    if (typeof value === 'string' && !value.isWellFormed()) {
      throw new TypeError('a text with half of a surrogate pair has no JSON');
    }
    return JSON.stringify(value);
  }
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members = Object.keys(value)
    .sort()
    .map(
      name => `${canonicalJson(name)}:${canonicalJson(value[name] ?? null)}`,
    );
  return `{${members.join(',')}}`;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
