import { setTimeout as sleep } from 'node:timers/promises';
import type { Api } from '../harness/Api.ts';
import type { NotesSystem, Person } from '../harness/NotesSystem.ts';
import { until } from '../harness/until.ts';
import type { Fault } from './faultList.ts';
import type { Ledger } from './Ledger.ts';
import { Random } from './Random.ts';
import { GRACE_MS, type Timeline } from './Timeline.ts';
import { Writer } from './Writer.ts';

export interface LoadOptions {
  readonly system: NotesSystem;
  readonly api: Api;
  readonly people: readonly Person[];
  readonly ledger: Ledger;
  readonly timeline: Timeline;
  readonly seed: number;
  readonly faults: readonly Fault[];
  /** The load does not end before this holds. */
  readonly enough: () => boolean;
  /** How long the load runs undisturbed before each fault; after the last one at least until nothing is excused. */
  readonly calmMs: number;
  /** How long what was struck stays away. */
  readonly downMs: number;
  readonly pauseMs?: number;
  readonly say?: (text: string) => void;
}

/** Beyond this a fault counts as one that the system does not come back from (F-39). */
const RECOVERED_WITHIN_MS = 120_000;

const CALM_AT_LEAST_MS = 1_000;

/** People write while one part after the other fails and comes back. */
export async function runLoad(options: LoadOptions): Promise<void> {
  const { calmMs, enough, faults, people, seed } = options;
  const stop = new AbortController();
  const writing = Promise.all(
    people.map((person, index) =>
      new Writer({
        ...{ person, pauseMs: 30, ...options, signal: stop.signal },
        random: new Random(seed + index),
      }).run(),
    ),
  );
  // A failure ends the load at once; it is thrown below.
  writing.catch(() => undefined);
  try {
    for (const fault of faults) {
      await Promise.race([writing, sleep(calmMs)]);
      await strike(options, fault);
    }
    const last = faults.length > 0 ? GRACE_MS + CALM_AT_LEAST_MS : 0;
    await Promise.race([writing, sleep(Math.max(calmMs, last))]);
    await Promise.race([writing, until('the load is enough', enough)]);
  } finally {
    stop.abort();
  }
  await writing;
}

async function strike(options: LoadOptions, fault: Fault): Promise<void> {
  const { downMs, say, system, timeline } = options;
  const aim = await fault.aim?.();
  if (aim !== undefined) say?.(`${fault.name}: ${aim}`);
  const from = performance.now();
  await fault.strike();
  await sleep(downMs);
  await fault.repair();
  let waiting: string[] = [];
  await until(
    `every service is ready after ${fault.name} came back`,
    async () => {
      const reasons = system.parts.services.map(one => one.whyNotReady());
      waiting = (await Promise.all(reasons)).flatMap(one => one ?? []);
      return waiting.length === 0;
    },
    RECOVERED_WITHIN_MS,
  ).catch((error: unknown) => {
    throw new Error(waiting.join('\n'), { cause: error });
  });
  const to = performance.now();
  timeline.windows.push({ name: fault.name, from, to });
  say?.(`${fault.name}: back after ${Math.round(to - from)} ms`);
}
