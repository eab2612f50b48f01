import { setTimeout as sleep } from 'node:timers/promises';

import { BENCH_FILTER } from './writeEntities.mjs';

const POLL_MS = 500;
const MOST_SECONDS_PER_THOUSAND = 60;

/**
 * Waits until every generated component is listed with its owner relation,
 * which it has once it was read, processed and stitched.
 */
export async function untilIngested(client, count) {
  const limitSeconds = Math.max(
    120,
    (count / 1000) * MOST_SECONDS_PER_THOUSAND,
  );
  const deadline = Date.now() + limitSeconds * 1000;
  const query = `/api/catalog/entities/by-query?limit=1&fields=kind&filter=${BENCH_FILTER},relations.ownedBy`;
  let seen = 0;
  while (Date.now() < deadline) {
    seen = (await client.getJson(query)).totalItems;
    if (seen >= count) {
      return;
    }
    await sleep(POLL_MS);
  }
  throw new Error(
    `${seen} of ${count} components were in the catalog after ${limitSeconds} s`,
  );
}
