/** The full reference and the name in a reference that may leave out kind and namespace. */
export function parseRef(
  text: string,
  defaultKind: string,
): { ref: string; name: string } {
  const [, kind = defaultKind, namespace = 'default', name] =
    text.match(/^(?:([^:/]+):)?(?:([^:/]+)\/)?([^:/]+)$/) ?? [];
  return {
    ref: `${kind}:${namespace}/${name}`.toLowerCase(),
    name: name.toLowerCase(),
  };
}
