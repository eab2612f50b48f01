import type { Check } from './Check.ts';
import type { Fault } from './faultList.ts';
import type { FaultRun } from './FaultRun.ts';
import { isFailure } from './Timeline.ts';

export interface FaultFigures {
  readonly name: string;
  readonly skipped?: string;
  /** From the blow until everything was ready. */
  readonly readyMs?: number;
  /** From the blow until the first write after that was accepted (RTO). */
  readonly recoveredMs?: number;
  readonly failedRequests?: number;
}

export interface FaultReport {
  readonly outcome: 'kept' | 'broken';
  readonly seed: number;
  readonly requests: number;
  readonly acceptedWrites: number;
  readonly notes: number;
  readonly lostWrites: number;
  readonly caughtUpMs: number;
  readonly faults: readonly FaultFigures[];
  readonly checks: readonly Check[];
  readonly skipped: readonly string[];
}

/** F-39 allows five minutes. */
export const RTO_LIMIT_MS = 300_000;

export function createFaultReport(
  run: FaultRun,
  options: {
    readonly seed: number;
    readonly faults: readonly Fault[];
    readonly checks: readonly Check[];
  },
): FaultReport {
  const { checks, faults, seed } = options;
  const figures = faults.map(fault => figuresOf(run, fault));
  const slow = figures.filter(
    ({ recoveredMs = 0 }) => !(recoveredMs <= RTO_LIMIT_MS),
  );
  const all = [
    ...checks,
    {
      name: 'writes are accepted again (RTO)',
      checked: run.timeline.windows.length,
      problems: slow.map(({ name }) => `no accepted write after ${name}`),
    },
  ];
  const isKept = all.every(
    ({ checked, problems, skipped }) =>
      skipped !== undefined || (checked > 0 && problems.length === 0),
  );
  return {
    outcome: isKept ? 'kept' : 'broken',
    seed,
    requests: run.timeline.requests.length,
    acceptedWrites: run.ledger.writes,
    notes: run.ledger.notes.size,
    lostWrites: checks[0]?.problems.length ?? Number.NaN,
    caughtUpMs: Math.round(run.caughtUpMs),
    faults: figures,
    checks: all,
    skipped: run.system.skipped,
  };
}

function figuresOf(run: FaultRun, { name, skipped }: Fault): FaultFigures {
  if (skipped !== undefined) return { name, skipped };
  const { requests, windows } = run.timeline;
  const window = windows.find(one => one.name === name);
  if (window === undefined) return { name, skipped: 'not reached' };
  const accepted = requests.find(
    one =>
      one.method !== 'GET' &&
      !isFailure(one) &&
      one.status < 300 &&
      one.to >= window.to,
  );
  return {
    name,
    readyMs: Math.round(window.to - window.from),
    recoveredMs: accepted
      ? Math.round(accepted.to - window.from)
      : Number.POSITIVE_INFINITY,
    failedRequests: run.timeline.failuresWithin(window),
  };
}
