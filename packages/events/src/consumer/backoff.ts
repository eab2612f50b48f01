export interface Backoff {
  /** Upper bound of the first wait. */
  readonly baseMs: number;
  /** Upper bound of every wait. */
  readonly maxMs: number;
}

/** Eight attempts with it end within about half a minute; an outage outlasts them without a loss. */
export const DEFAULT_BACKOFF: Backoff = { baseMs: 200, maxMs: 30_000 };

/**
 * How long to wait after an attempt: anything up to a bound that doubles, known as full jitter. Consumers that failed
 * together do so not come back together.
 */
export function backoffDelay(
  attempt: number,
  { baseMs, maxMs }: Backoff = DEFAULT_BACKOFF,
  random: () => number = Math.random,
): number {
  const bound = Math.min(maxMs, baseMs * 2 ** Math.min(attempt - 1, 40));
  return Math.round(random() * bound);
}
