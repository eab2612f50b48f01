const ASSUMED_LIFETIME_MS = 5 * 60 * 1000;

/**
 * Tells when a Backstage token ends, in milliseconds since 1970.
 *
 * A token that cannot be read counts as short-lived, which costs one request
 * too many instead of a page that suddenly answers 401.
 */
export function tokenExpiry(token: string, now: number): number {
  try {
    const payload = token.split('.')[1].replace(/-/g, '+').replace(/_/g, '/');
    const { exp } = JSON.parse(atob(payload)) as { exp?: unknown };
    if (typeof exp === 'number') {
      return exp * 1000;
    }
  } catch {
    // Falls through to the assumed lifetime.
  }
  return now + ASSUMED_LIFETIME_MS;
}
