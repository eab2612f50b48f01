import { Readable } from 'node:stream';
import {
  decodeCursor,
  encodeCursor,
  operation,
  Problem,
  type Handler,
} from '@notes/service-kit';
import { z } from 'zod';
import type {
  AuditQueries,
  RecordFilter,
  StoredRecord,
} from '../data/AuditQueries.ts';
import type { Verification, Verifications } from '../data/Verifications.ts';
import { CSV_HEADER, csvLine } from '../domain/csv.ts';

export interface AuditHandlersOptions {
  readonly queries: AuditQueries;
  readonly verifications: Verifications;
}

// An interface could be added to, so it would not be taken for a record.
type Filter = Readonly<
  Partial<Record<'actor' | 'action' | 'subject' | 'from' | 'to', string>>
>;
type Page = Filter & Readonly<{ limit: number; cursor?: string }>;
type Export = Filter & Readonly<{ format: 'csv' | 'ndjson' }>;

const place = z.int().min(1);

export function auditHandlers(
  options: AuditHandlersOptions,
): Readonly<Record<string, Handler>> {
  const { queries, verifications } = options;
  return {
    listAuditRecords: operation<{ query: Page }>(async ({ query }) => {
      const { cursor, limit } = query;
      const found = await queries.list(filterOf(query), {
        limit: limit + 1,
        before: cursor === undefined ? undefined : placeOf(cursor),
      });
      const items = found.slice(0, limit);
      const last = items.at(-1);
      const more = found.length > limit && last !== undefined;
      return {
        status: 200,
        body: {
          items,
          ...(more && { nextCursor: encodeCursor(last.sequence) }),
        },
      };
    }),
    getAuditRecord: operation<{ path: { sequence: number } }>(
      async ({ path }) => {
        const body = await queries.find(path.sequence);
        if (!body)
          throw new Problem(404, `There is no record ${path.sequence}.`);
        return { status: 200, body };
      },
    ),
    exportAuditRecords: operation<{ query: Export }>(async ({ query }) => {
      const { format } = query;
      const records = queries.each(filterOf(query));
      // What can fail before the first record is told of by an answer, not by a download that breaks off.
      const first = await records.next();
      return {
        status: 200,
        headers: exportHeaders(format),
        body: Readable.from(linesOf(format, { first, records })),
      };
    }),
    getAuditVerification: operation(async () => {
      const { last, running } = await verifications.current();
      return {
        status: 200,
        body: {
          ...(last && { last: verdictOf(last) }),
          ...(running && { running: verdictOf(running) }),
        },
      };
    }),
  };
}

function exportHeaders(format: Export['format']): Record<string, string> {
  const type =
    format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson';
  return {
    'Content-Type': type,
    'Content-Disposition': `attachment; filename="audit.${format}"`,
  };
}

async function* linesOf(
  format: Export['format'],
  {
    first,
    records,
  }: {
    first: IteratorResult<StoredRecord, void>;
    records: AsyncGenerator<StoredRecord, void>;
  },
): AsyncGenerator<string> {
  const lineOf = (record: StoredRecord) =>
    format === 'csv' ? csvLine(record) : `${JSON.stringify(record)}\n`;
  if (format === 'csv') yield CSV_HEADER;
  if (first.done === true) return;
  yield lineOf(first.value);
  for await (const record of records) yield lineOf(record);
}

function filterOf(query: Filter): RecordFilter {
  const { action, actor, subject } = query;
  const from = timeOf(query, 'from');
  const to = timeOf(query, 'to');
  if (from !== undefined && to !== undefined && from >= to) {
    throw invalid('to', 'must be later than from');
  }
  return { action, actor, subject, from, to };
}

function timeOf(query: Filter, field: 'from' | 'to'): string | undefined {
  const text = query[field];
  if (text === undefined) return undefined;
  const time = new Date(text);
  // A leap second is a time of RFC 3339, but none of JavaScript's.
  if (Number.isNaN(time.getTime())) {
    throw invalid(field, 'must be a time without a leap second');
  }
  return time.toISOString();
}

function invalid(field: string, message: string): Problem {
  return new Problem(400, `query ${field} ${message}`, {
    errors: [{ in: 'query', field, message }],
  });
}

function placeOf(cursor: string): number {
  const parsed = place.safeParse(decodeCursor(cursor));
  if (parsed.success) return parsed.data;
  throw invalid('cursor', 'must be the nextCursor of an earlier page');
}

function verdictOf(one: Verification) {
  const {
    brokenSequence,
    checked,
    finishedAt,
    reason,
    startedAt,
    state,
    total,
  } = one;
  return {
    state,
    checked,
    total,
    startedAt: startedAt.toISOString(),
    ...(finishedAt && { finishedAt: finishedAt.toISOString() }),
    ...(brokenSequence !== null && { brokenSequence }),
    ...(reason !== null && { reason }),
  };
}
