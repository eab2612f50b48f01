const SERVICE_PATH = /^\/api\/([a-z]+)(?=\/|$)/;

/** What a path goes to: by its first two segments as they were sent, so that no decoding can change the target. */
export function matchRoute<T>(
  routes: ReadonlyMap<string, T>,
  path: string,
): T | undefined {
  const name = SERVICE_PATH.exec(path)?.[1];
  return name === undefined ? undefined : routes.get(name);
}
