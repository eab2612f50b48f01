import type { StoredRecord } from '../data/AuditQueries.ts';
import { canonicalJson } from './canonicalJson.ts';

const COLUMNS = [
  ...(['sequence', 'occurredAt', 'recordedAt', 'action', 'actor'] as const),
  ...(['subject', 'outcome', 'topic', 'eventId', 'traceId'] as const),
  ...([
    'correlationId',
    'causationId',
    'details',
    'previousHash',
    'hash',
  ] as const),
];

export const CSV_HEADER = `${COLUMNS.join(',')}\r\n`;

/** A line after RFC 4180. */
export function csvLine(record: StoredRecord): string {
  return `${COLUMNS.map(name => cellOf(record[name])).join(',')}\r\n`;
}

function cellOf(
  value: StoredRecord[(typeof COLUMNS)[number]] | undefined,
): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = typeof value === 'string' ? value : canonicalJson(value);
  // A sheet would run a text that begins like this as a formula.
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
