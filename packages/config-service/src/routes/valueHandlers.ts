import { operation, Problem, type Handler } from '@notes/service-kit';
import { ConfigReader, type Snapshot } from '../data/ConfigReader.ts';
import type { Outcome } from '../domain/ConfigService.ts';
import type { Json, ValueType } from '../domain/Layer.ts';
import {
  etagOf,
  expectedOf,
  isKnown,
  type Preconditions,
} from '../http/etag.ts';
import type { ConfigHandlerOptions } from './configHandlers.ts';
import { proposed, valueView } from './views.ts';

interface OfKey {
  path: { environment: string; key: string };
}

export interface ValueInput {
  readonly value: Json;
  readonly type?: ValueType;
  readonly schema?: Json;
  readonly description?: string;
  readonly reason: string;
}

/** Single values, and the keys they belong to. */
export function valueHandlers({
  environments,
  pool,
  service,
}: ConfigHandlerOptions): Record<string, Handler> {
  const reader = new ConfigReader(pool);
  return {
    listKeys: operation<{ query: { after?: string; limit: number } }>(
      async ({ query }) => {
        const { after = '', limit } = query;
        const keys = await reader.keys(after, limit);
        const places = await reader.environmentsOf(keys.map(({ key }) => key));
        const items = keys.map(({ schema, ...row }) => ({
          ...row,
          ...(schema === undefined ? {} : { schema }),
          environments: places.get(row.key) ?? [],
        }));
        const last = items.length === limit ? items.at(-1)?.key : undefined;
        return {
          status: 200,
          body: { items, ...(last === undefined ? {} : { nextAfter: last }) },
        };
      },
    ),

    getValue: operation<OfKey & { header: { 'If-None-Match'?: string } }>(
      async ({ header, path }) => {
        const environment = environments.require(path.environment);
        const snapshot = await reader.snapshot(environment);
        const answer = await valueAnswer(reader, snapshot, path.key);
        return isKnown(header['If-None-Match'], answer.headers.ETag)
          ? { status: 304, headers: answer.headers }
          : answer;
      },
    ),

    putValue: operation<OfKey & { header: Preconditions; body: ValueInput }>(
      async ({ body, caller, header, path }) => {
        const { key } = path;
        const environment = environments.require(path.environment);
        const expected = expectedOf(header);
        const result = await service.execute(
          { kind: 'set', environment, key, expected, ...body },
          caller.subject,
        );
        return result.outcome === 'proposed'
          ? proposed(result.proposal)
          : valueAnswer(reader, result.snapshot, key);
      },
    ),

    deleteValue: operation<
      OfKey & { header: Preconditions; query: { reason: string } }
    >(async ({ caller, header, path, query }) => {
      const { key } = path;
      const environment = environments.require(path.environment);
      const expected = expectedOf(header);
      const { reason } = query;
      const result = await service.execute(
        { kind: 'delete', environment, key, expected, reason },
        caller.subject,
      );
      return deleted(result);
    }),
  };
}

function deleted(result: Outcome) {
  return result.outcome === 'proposed'
    ? proposed(result.proposal)
    : { status: 204, headers: { ETag: etagOf(result.snapshot.version) } };
}

async function valueAnswer(
  reader: ConfigReader,
  { environment, resolved }: Snapshot,
  key: string,
) {
  const effective = resolved.get(key);
  if (!effective) {
    throw new Problem(404, `${environment} has no value for ${key}.`);
  }
  const known = await reader.key(key);
  return {
    status: 200,
    headers: { ETag: etagOf(effective.version), 'Cache-Control': 'no-cache' },
    body: valueView(environment, {
      ...{ key, effective },
      ...(known ? { known } : {}),
    }),
  };
}
