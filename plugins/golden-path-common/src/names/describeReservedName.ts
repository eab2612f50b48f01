import { RESERVED_NAMES, type ReservedNames } from './reservedNames';

/**
 * Why nothing may have this name, or nothing when it is free.
 *
 * @param language - the language of the template; without one, only what is reserved for every template
 * @public
 */
export function describeReservedName(
  name: string,
  language?: string,
): string | undefined {
  const found = RESERVED_NAMES.find(
    group =>
      (group.language === undefined || group.language === language) &&
      isIn(group, name),
  );
  return found && `"${name}" is reserved, because it ${found.reason}`;
}

function isIn(
  { names, prefixes = [], suffixes = [] }: ReservedNames,
  name: string,
) {
  return (
    names.includes(name) ||
    prefixes.some(prefix => name.startsWith(prefix)) ||
    suffixes.some(suffix => name.endsWith(suffix))
  );
}
