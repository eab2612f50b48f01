import { describeReservedName } from '@notes/plugin-golden-path-common';

const DNS_1123 = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;

/**
 * Says what is wrong with the form of a service name, or nothing.
 *
 * The name becomes a Kubernetes object, a repository, an npm package and a
 * catalog entity, and DNS-1123 is what all of them accept. A name that one of
 * them understands as something else is reserved.
 */
export function describeNameProblem(
  name: string,
  language?: string,
): string | undefined {
  const shown = name.length > 50 ? `${name.slice(0, 50)}…` : name;
  if (name.length < 3 || name.length > 40) {
    return `"${shown}" has ${name.length} characters; use 3 to 40.`;
  }
  if (!DNS_1123.test(name)) {
    return `"${shown}" is not a service name; use lower-case letters, digits and "-", and start and end with a letter or digit.`;
  }
  const reserved = describeReservedName(name, language);
  return reserved && `${reserved}. Choose another name.`;
}
