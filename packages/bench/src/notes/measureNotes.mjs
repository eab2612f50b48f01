import { readFileSync } from 'node:fs';

import { Skipped } from '../measurements/Skipped.mjs';
import { percentile } from '../report/percentile.mjs';
import { residentMegabytes } from '../system/residentMegabytes.mjs';
import { auditRate } from './auditRate.mjs';
import { compareWithFloor } from './compareWithFloor.mjs';
import { cpuSeconds } from './cpuSeconds.mjs';
import { mixedTraffic } from './mixedTraffic.mjs';
import { queryP99 } from './queryP99.mjs';
import { searchTimes } from './searchTimes.mjs';
import { sendAtRate } from './sendAtRate.mjs';
import { toNotesFigures } from './toNotesFigures.mjs';

const NOTES = 100_000;
const PEOPLE = 20;
const RATES = [20, 40, 80, 120, 160, 240];
const SECONDS = 8;
/** Beyond this load the goal for p99 is not asked for. */
const BUSY_CORES = 0.7;
const CACHE_HITS = 500;

/** The Notes services with 100,000 notes, under mixed load through the gateway. */
export async function measureNotes(context) {
  if (process.platform !== 'linux') {
    throw new Skipped('the time of a processor is read from /proc');
  }
  const { progress, cleanup, interrupted } = context;
  const { Api, startNotes } = await import('@notes/notes-proof');
  const system = await progress.step('notes: start', () =>
    startNotes({
      redis: true,
      settings: { LOG_LEVEL: 'warn', NODE_ENV: 'development' },
      settingsOf: {
        'api-gateway': {
          RATE_LIMIT_PER_SECOND: '100000',
          QUOTA_PER_MINUTE: '1000000',
        },
      },
    }),
  );
  let stopped;
  const stop = () => (stopped ??= system.stop());
  cleanup.defer(stop);
  const api = new Api(system);
  try {
    const people = Array.from({ length: PEOPLE }, () => ({
      subject: crypto.randomUUID(),
      roles: ['user'],
    }));
    const ids = await progress.step(`notes: ${NOTES} notes`, () =>
      seed(system, people[0].subject),
    );
    const floor = await progress.step('notes: beside bare Express', () =>
      compareWithFloor({
        ...{ system, ids, person: people[0] },
        databaseUrl: databaseUrlOf(system, 'notes'),
      }),
    );
    const hits = await progress.step('notes: cached lists', () =>
      cacheHits(system, people[0]),
    );
    const searches = await progress.step(
      `notes: search in ${NOTES} notes`,
      () => searchTimes({ system, person: people[0], count: NOTES }),
    );
    const steps = await loadSteps({
      ...{ system, api, people, ids },
      progress,
      interrupted,
    });
    const memory = system.parts.services.map(({ name, pid }) => [
      name,
      residentMegabytes(pid),
    ]);
    const queries = await queriesOf(system);
    const audited = await progress.step('notes: audit of many changes', () =>
      auditRate(system),
    );
    const alone = await progress.step('notes: each service alone', () =>
      startEach(system),
    );
    return toNotesFigures({
      ...{ floor, hits, steps, busyCores: BUSY_CORES },
      ...{ alone, audited, memory, queries, searches },
      startedMs: system.parts.startedMs,
      skipped: system.skipped,
    });
  } finally {
    await api.close();
    await stop();
  }
}

/** What every service with a database says of its own queries (F-22). */
function queriesOf(system) {
  const services = system.parts.services.filter(
    ({ name }) => name !== 'api-gateway',
  );
  return Promise.all(
    services.map(async ({ name, url }) => [name, await queryP99(url)]),
  );
}

/** Each once more while the others wait, so that it has the machine (F-23). */
async function startEach(system) {
  const taken = [];
  for (const service of system.parts.services) {
    await service.stop();
    taken.push([service.name, await service.start()]);
  }
  return taken;
}

async function seed(system, owner) {
  const file = new URL(
    '../../../notes-service/src/testing/seedNotes.ts',
    import.meta.url,
  );
  const { seedNotes } = await import(file.href);
  const pool = system.openPool('notes');
  try {
    await seedNotes(pool, NOTES, owner);
    const { rows } = await pool.query(
      `SELECT id FROM notes WHERE owner_id = $1 AND state = 'active' LIMIT 500`,
      [owner],
    );
    return rows.map(({ id }) => id);
  } finally {
    await pool.end();
  }
}

function databaseUrlOf(system, name) {
  return readFileSync(system.parts.places.databaseUrl(name), 'utf8').trim();
}

/** The same page again and again, straight from notes-service (F-20). */
async function cacheHits(system, person) {
  const url = `${system.service('notes-service').url}/api/notes?limit=20`;
  const times = [];
  for (let index = 0; index <= CACHE_HITS; index += 1) {
    const identity = await system.identityOf(person, 'notes-service');
    const startedAt = performance.now();
    const reply = await fetch(url, {
      headers: { 'x-notes-identity': identity },
    });
    await reply.arrayBuffer();
    // The first one fills the cache.
    if (index > 0) {
      times.push(performance.now() - startedAt);
    }
  }
  return percentile(times, 0.99);
}

/** More and more requests a second, until the services keep more than one core busy. */
async function loadSteps({ system, api, people, ids, progress, interrupted }) {
  const next = mixedTraffic({ api, people, ids });
  const pids = system.parts.services.map(({ pid }) => pid);
  const cpu = () => pids.reduce((sum, pid) => sum + cpuSeconds(pid), 0);
  const options = { next, signal: interrupted };
  await sendAtRate({ ...options, rate: RATES[0], seconds: 4 });
  const steps = [];
  for (const rate of RATES) {
    const step = await progress.step(
      `notes: ${rate} requests a second`,
      async () => {
        const before = cpu();
        const startedAt = performance.now();
        const taken = await sendAtRate({ ...options, rate, seconds: SECONDS });
        const wall = (performance.now() - startedAt) / 1000;
        return { rate, wall, ...taken, cores: (cpu() - before) / wall };
      },
      ({ cores, perSecond }) =>
        `${perSecond.toFixed(0)}/s, ${cores.toFixed(2)} cores`,
    );
    steps.push(step);
    if (step.cores > 1 || step.perSecond < rate * 0.8 || interrupted.aborted) {
      break;
    }
  }
  return steps;
}
