import type { Context, EventBridgeEvent } from 'aws-lambda';
import * as z from 'zod';
import type { FunctionLogger } from '../shared/FunctionLogger.ts';
import type { NoteBin, OldNote, Uploads } from './ports.ts';

export type CleanupEvent = Pick<
  EventBridgeEvent<'Scheduled Event', unknown>,
  'id' | 'time' | 'detail'
>;

export interface CleanupOptions {
  readonly uploads: Uploads;
  readonly bin: NoteBin;
  readonly logger: FunctionLogger;
  readonly now: () => Date;
  readonly uploadHours: number;
  readonly binDays: number;
  /** Tells what would go and touches nothing, whatever the event says. */
  readonly dryRun?: boolean;
}

interface Part {
  readonly found: number;
  readonly removed: number;
}

export interface CleanupReport {
  readonly dryRun: boolean;
  /** False when the time was up first; the next run goes on. */
  readonly complete: boolean;
  readonly uploads: Part & { readonly bytes: number };
  readonly notes: Part & { readonly kept: number };
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const RESERVE_MS = 10_000;
const PAGE = 100;

const detailForm = z.looseObject({ dryRun: z.boolean().optional() });
const timeForm = z.iso.datetime();

/** Removes, on a schedule, what nobody can reach any more. */
export function createCleanup(
  options: CleanupOptions,
): (
  event: CleanupEvent,
  context?: Pick<Context, 'getRemainingTimeInMillis'>,
) => Promise<CleanupReport> {
  return async (event, context) => {
    const run = runOf(event, options, context);
    const uploads = await removeUploads(run, options);
    const notes = await purgeNotes(run, options);
    const { dryRun } = run;
    const report = { dryRun, complete: run.hasTime(), uploads, notes };
    options.logger.info({ eventId: event.id, ...report }, 'clean-up is done');
    return report;
  };
}

interface Run {
  readonly now: Date;
  readonly dryRun: boolean;
  readonly hasTime: () => boolean;
}

function runOf(
  { detail, time }: CleanupEvent,
  { dryRun = false, now }: CleanupOptions,
  context: Pick<Context, 'getRemainingTimeInMillis'> | undefined,
): Run {
  const asked = detailForm.safeParse(detail ?? {});
  if (!asked.success) {
    throw new TypeError('detail.dryRun: expected true or false');
  }
  const due = timeForm.safeParse(time);
  if (!due.success) {
    throw new TypeError('time: expected a moment such as 2026-01-02T03:04:05Z');
  }
  // An event that comes again has the same limits. One from the future must not make young things old.
  const moment = Math.min(Date.parse(due.data), now().getTime());
  return {
    now: new Date(moment),
    dryRun: dryRun || asked.data.dryRun === true,
    hasTime: () =>
      (context?.getRemainingTimeInMillis() ?? Infinity) > RESERVE_MS,
  };
}

async function removeUploads(
  { dryRun, hasTime, now }: Run,
  { uploadHours, uploads }: CleanupOptions,
): Promise<CleanupReport['uploads']> {
  let [found, removed, bytes] = [0, 0, 0];
  const before = new Date(now.getTime() - uploadHours * HOUR_MS);
  for await (const page of uploads.olderThan(before)) {
    if (!hasTime()) break;
    found += page.length;
    bytes += page.reduce((sum, { size }) => sum + size, 0);
    if (!dryRun) removed += await uploads.remove(page.map(({ key }) => key));
  }
  return { found, removed, bytes };
}

async function purgeNotes(
  { dryRun, hasTime, now }: Run,
  { bin, binDays }: CleanupOptions,
): Promise<CleanupReport['notes']> {
  let [found, removed, kept] = [0, 0, 0];
  const before = new Date(now.getTime() - binDays * DAY_MS);
  let after: OldNote | undefined;
  do {
    const page = await bin.deletedBefore(before, { limit: PAGE, after });
    for (const note of page) {
      if (!hasTime()) return { found, removed, kept };
      found += 1;
      if (dryRun) continue;
      if ((await bin.purge(note, now)) === 'purged') removed += 1;
      else kept += 1;
    }
    after = page.length < PAGE ? undefined : page.at(-1);
  } while (after);
  return { found, removed, kept };
}
