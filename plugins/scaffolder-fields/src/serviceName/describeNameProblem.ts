const DNS_1123 = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;

/**
 * Says what is wrong with the form of a service name, or nothing.
 *
 * The name becomes a Kubernetes object, a repository, an npm package and a
 * catalog entity, and DNS-1123 is what all of them accept.
 */
export function describeNameProblem(name: string): string | undefined {
  const shown = name.length > 50 ? `${name.slice(0, 50)}…` : name;
  if (name.length < 3 || name.length > 40) {
    return `"${shown}" has ${name.length} characters; use 3 to 40.`;
  }
  if (!DNS_1123.test(name)) {
    return `"${shown}" is not a service name; use lower-case letters, digits and "-", and start and end with a letter or digit.`;
  }
  return undefined;
}
