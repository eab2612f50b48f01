import { percentile } from '../report/percentile.mjs';

/** The goals of the issue. */
const GOALS = {
  p99: { most: 100 },
  cacheHit: { most: 10 },
  query: { most: 50 },
  start: { most: 3 },
  startAll: { most: 30 },
  overhead: { ratio: 1.35 },
};

const KEPT_UP = 0.95;

/** What was taken, as rows; `stock` is the same route in bare Express. */
export function toNotesFigures(taken) {
  const { alone, audited, busyCores, floor, hits, memory } = taken;
  const { queries, searches, skipped, startedMs, steps } = taken;
  const step = steps.filter(one => isKept(one, busyCores)).at(-1) ?? steps[0];
  const starts = [...startedMs];
  return [
    ...Object.entries(floor).map(
      ([route, { ours, floor: stock, samples }]) => ({
        id: `notes.overhead.${route}`,
        title: `${route}: processor time, ours and bare Express`,
        unit: 'µs',
        ...{ ours, stock, goal: GOALS.overhead, samples },
      }),
    ),
    ...routeFigures(step),
    {
      id: 'notes.cores',
      title: `cores that the services use at ${step.rate} requests a second`,
      ...{ unit: 'cores', ours: step.cores },
    },
    {
      id: 'notes.throughput',
      title: 'most requests a second that were answered',
      ...{ unit: 'count', ours: Math.max(...steps.map(one => one.perSecond)) },
    },
    {
      id: 'notes.failures',
      title: 'requests that were not answered 2xx',
      ...{ unit: 'count', goal: { most: 0 } },
      ours: steps.reduce((sum, one) => sum + sumOf(one.failures), 0),
      samples: steps.map(({ failures }) => Object.fromEntries(failures)),
    },
    {
      id: 'notes.cache-hit.p99',
      title: 'GET /api/notes from the cache: p99',
      ...{ unit: 'ms', ours: hits, goal: GOALS.cacheHit },
    },
    ...Object.entries(searches).map(([share, ms]) => ({
      id: `notes.search.p${share * 100}`,
      title: `a search in 100,000 notes: p${share * 100}`,
      ...{ unit: 'ms', ours: ms },
      ...(share === '0.99' && { goal: GOALS.p99 }),
    })),
    {
      id: 'notes.audit.rate',
      title: 'records a second in the audit trail, from the outbox of notes',
      ...{ unit: 'count', ours: audited },
    },
    ...queries.map(([name, ms]) => ({
      id: `notes.query.p99.${name}`,
      title: `queries of ${name}: p99 is at most`,
      ...{ unit: 'ms', ours: ms, goal: GOALS.query },
    })),
    ...alone.map(([name, ms]) => ({
      id: `notes.start.${name}`,
      title: `${name}: start to ready, alone`,
      ...{ unit: 's', ours: ms / 1000, goal: GOALS.start },
    })),
    {
      id: 'notes.start.all',
      title: 'start of all services, side by side',
      ...{ unit: 's', goal: GOALS.startAll },
      ours: Math.max(...starts.map(([, ms]) => ms)) / 1000,
    },
    ...memory.map(([name, megabytes]) => ({
      id: `notes.memory.${name}`,
      title: `${name}: resident memory after the load`,
      ...{ unit: 'MB', ours: megabytes },
    })),
    ...skipped.map(reason => ({
      id: `notes.skipped.${reason}`,
      ...{ title: reason, unit: 's', skipped: reason },
    })),
  ];
}

/** A load that the machine could not keep up with says how long requests wait in a queue that grows. */
function isKept({ cores, perSecond, rate }, busyCores) {
  return cores <= busyCores && perSecond >= rate * KEPT_UP;
}

function routeFigures({ rate, samples, wall }) {
  return [...samples].sort().flatMap(([route, times]) => [
    ...[0.5, 0.95, 0.99].map(share => ({
      id: `notes.${route}.p${share * 100}`,
      title: `${route} through the gateway at ${rate}/s: p${share * 100}`,
      unit: 'ms',
      ours: percentile(times, share),
      ...(share === 0.99 && { goal: GOALS.p99 }),
    })),
    {
      id: `notes.${route}.rate`,
      title: `${route} through the gateway at ${rate}/s: answered a second`,
      ...{ unit: 'count', ours: times.length / wall },
    },
  ]);
}

function sumOf(counts) {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}
