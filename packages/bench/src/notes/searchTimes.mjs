import { percentile } from '../report/percentile.mjs';

const SEARCHES = 300;
/** Words, a phrase, a beginning, an exclusion, a tag and a misspelling, of those that the seeded index has. */
const QUERIES = [
  'q=river',
  'q=silver%20lamp',
  'q=%22river%20lamp%22',
  'q=harv',
  'q=garden%20-winter',
  'q=word42&tags=common',
  'q=lanturn',
];

/** Fills the index with as many notes as there are, and answers how long their owner waits for a search (F-21). */
export async function searchTimes({ system, person, count }) {
  await seed(system, { count, first: person.subject });
  const { url } = system.service('search-service');
  const times = [];
  for (let index = 0; index < SEARCHES; index += 1) {
    const identity = await system.identityOf(person, 'search-service');
    const query = QUERIES[index % QUERIES.length];
    const startedAt = performance.now();
    const reply = await fetch(`${url}/api/search?${query}`, {
      headers: { 'x-notes-identity': identity },
    });
    await reply.arrayBuffer();
    if (!reply.ok) {
      throw new Error(`A search for ${query} answered ${reply.status}`);
    }
    // Every kind of query is planned and compiled once before it counts.
    if (index >= QUERIES.length) {
      times.push(performance.now() - startedAt);
    }
  }
  return Object.fromEntries(
    [0.5, 0.95, 0.99].map(share => [share, percentile(times, share)]),
  );
}

async function seed(system, options) {
  const file = new URL(
    '../../../search-service/src/testing/seedIndex.ts',
    import.meta.url,
  );
  const { seedIndex } = await import(file.href);
  const pool = system.openPool('search');
  try {
    const { rows } = await pool.query(
      `SELECT id FROM generations WHERE state = 'live'`,
    );
    await seedIndex(pool, rows[0].id, options);
  } finally {
    await pool.end();
  }
}
