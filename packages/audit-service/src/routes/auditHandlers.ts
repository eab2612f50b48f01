import { Readable } from 'node:stream';
import {
  decodeCursor,
  encodeCursor,
  operation,
  Problem,
  type Handler,
} from '@notes/service-kit';
import { z } from 'zod';
import type { AuditQueries, RecordFilter } from '../data/AuditQueries.ts';
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
    exportAuditRecords: operation<{ query: Export }>(({ query }) => ({
      status: 200,
      headers: exportHeaders(query.format),
      body: Readable.from(linesOf(queries, query)),
    })),
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
  queries: AuditQueries,
  query: Export,
): AsyncGenerator<string> {
  if (query.format === 'csv') yield CSV_HEADER;
  for await (const record of queries.each(filterOf(query))) {
    yield query.format === 'csv'
      ? csvLine(record)
      : `${JSON.stringify(record)}\n`;
  }
}

function filterOf(query: Filter): RecordFilter {
  const { action, actor, subject } = query;
  const from = timeOf(query.from);
  const to = timeOf(query.to);
  if (from !== undefined && to !== undefined && from >= to) {
    const message = 'must be later than from';
    throw new Problem(400, `query to ${message}`, {
      errors: [{ in: 'query', field: 'to', message }],
    });
  }
  return { action, actor, subject, from, to };
}

function timeOf(text: string | undefined): string | undefined {
  return text === undefined ? undefined : new Date(text).toISOString();
}

function placeOf(cursor: string): number {
  const parsed = place.safeParse(decodeCursor(cursor));
  if (parsed.success) return parsed.data;
  const message = 'must be the nextCursor of an earlier page';
  throw new Problem(400, `query cursor ${message}`, {
    errors: [{ in: 'query', field: 'cursor', message }],
  });
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
