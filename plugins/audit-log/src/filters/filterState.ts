import {
  AUDIT_STATUSES,
  type AuditEventQuery,
  type AuditStatus,
} from '@notes/plugin-audit-log-common';

const HOUR_MS = 60 * 60 * 1000;

/** The time ranges that are counted back from now. */
export const RANGES = {
  hour: HOUR_MS,
  day: 24 * HOUR_MS,
  week: 7 * 24 * HOUR_MS,
  month: 30 * 24 * HOUR_MS,
} as const;

export type Range = keyof typeof RANGES | 'any' | 'custom';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** What the page is filtered by; it lives in the address of the page. */
export interface FilterState {
  person?: string;
  action?: string;
  entity?: string;
  status?: AuditStatus;
  range: Range;
  /** First and last day, for the range `custom`. */
  from?: string;
  to?: string;
}

function readDay(params: URLSearchParams, name: string): string | undefined {
  const value = params.get(name) ?? '';
  return DAY.test(value) && !Number.isNaN(Date.parse(value))
    ? value
    : undefined;
}

/** Reads the filters of an address, and leaves out what makes no sense. */
export function readFilterState(params: URLSearchParams): FilterState {
  const from = readDay(params, 'from');
  const to = readDay(params, 'to');
  const hasDays = from !== undefined && to !== undefined && from <= to;
  const range = params.get('range') ?? 'any';
  return {
    person: params.get('person') || undefined,
    action: params.get('action') || undefined,
    entity: params.get('entity') || undefined,
    status: AUDIT_STATUSES.find(status => status === params.get('status')),
    ...(hasDays
      ? { range: 'custom', from, to }
      : { range: Object.hasOwn(RANGES, range) ? (range as Range) : 'any' }),
  };
}

/** Writes the filters into an address; a default is not written. */
export function writeFilterState(state: FilterState): URLSearchParams {
  const { range, from, to, ...rest } = state;
  const time = from && to ? { from, to } : { range };
  const entries = Object.entries({ ...rest, ...time }).filter(
    (entry): entry is [string, string] =>
      Boolean(entry[1]) && entry[1] !== 'any' && entry[1] !== 'custom',
  );
  return new URLSearchParams(entries);
}

/** Whether anything is filtered at all. */
export function isFiltered(state: FilterState): boolean {
  return writeFilterState(state).size > 0;
}

/** The start of a day where the reader is. */
function startOfDay(day: string, offset = 0): string {
  const [year, month, date] = day.split('-').map(Number);
  return new Date(year, month - 1, date + offset).toISOString();
}

/** Turns the filters into what the backend is asked. */
export function toQuery(state: FilterState, now: number): AuditEventQuery {
  const { person, action, entity, status, range, from, to } = state;
  const base = { actor: person, action, entity, status, limit: 50 };
  if (range === 'custom' && from && to) {
    return { ...base, from: startOfDay(from), to: startOfDay(to, 1) };
  }
  return range === 'any' || range === 'custom'
    ? base
    : { ...base, from: new Date(now - RANGES[range]).toISOString() };
}
