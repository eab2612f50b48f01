/**
 * Says why a path is no folder below the library root, or nothing when it is one.
 *
 * Layers come from the library only: no absolute path, no `..`, no address.
 *
 * @public
 */
export function describeLibraryPathProblem(path: string): string | undefined {
  if (!/^[A-Za-z0-9_.-]+(\/[A-Za-z0-9_.-]+)*$/.test(path)) {
    return `"${path}" is not accepted: expected a path below the library root, such as "_shared/layers/docs"`;
  }
  if (path.split('/').some(part => part === '.' || part === '..')) {
    return `"${path}" is not accepted: a layer may not leave the library root`;
  }
  return undefined;
}
