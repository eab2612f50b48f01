const BUCKET =
  /^db_client_operation_duration_seconds_bucket\{(?:[^}]*,)?le="([^"]+)"[^}]*\} (\d+)$/gm;

/** The bound of the bucket in which the slowest of a hundred queries is, as the service itself has measured it. */
export async function queryP99(url) {
  const text = await (await fetch(`${url}/metrics`)).text();
  return boundOf(text, 0.99) * 1000;
}

/** Buckets of all kinds of queries are added up; each counts everything below its bound. */
export function boundOf(text, share) {
  const counts = new Map();
  for (const [, bound, count] of text.matchAll(BUCKET)) {
    const limit = bound === '+Inf' ? Infinity : Number(bound);
    counts.set(limit, (counts.get(limit) ?? 0) + Number(count));
  }
  const buckets = [...counts].sort(([one], [other]) => one - other);
  const total = buckets.at(-1)?.[1] ?? 0;
  if (total === 0) {
    throw new Error('No query was measured');
  }
  return buckets.find(([, count]) => count >= share * total)[0];
}
