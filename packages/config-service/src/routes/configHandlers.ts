import { operation, Problem, type Handler } from '@notes/service-kit';
import type { Pool } from 'pg';
import { ConfigReader } from '../data/ConfigReader.ts';
import { readHistory } from '../data/History.ts';
import type { ConfigService } from '../domain/ConfigService.ts';
import {
  etagOf,
  expectedOf,
  isKnown,
  type Preconditions,
} from '../http/etag.ts';
import type { Environments } from './Environments.ts';
import { configAnswer, proposed } from './views.ts';

export interface ConfigHandlerOptions {
  readonly pool: Pool;
  readonly service: ConfigService;
  readonly environments: Environments;
}

interface OfEnvironment {
  path: { environment: string };
}

const NEWEST = 2_147_483_647;

/** Whole configurations: reading, history, rollback. */
export function configHandlers({
  environments,
  pool,
  service,
}: ConfigHandlerOptions): Record<string, Handler> {
  const reader = new ConfigReader(pool);
  return {
    getConfig: operation<
      OfEnvironment & {
        header: { 'If-None-Match'?: string };
        query: { version?: number };
      }
    >(async ({ header, path, query }) => {
      const environment = environments.require(path.environment);
      const snapshot = await reader.snapshot(environment, query.version);
      const etag = etagOf(snapshot.version);
      return isKnown(header['If-None-Match'], etag)
        ? { status: 304, headers: { ETag: etag } }
        : configAnswer(snapshot);
    }),

    getHistory: operation<
      OfEnvironment & { query: { before?: number; limit: number } }
    >(async ({ path, query }) => {
      const environment = environments.require(path.environment);
      const { before = NEWEST, limit } = query;
      const items = await readHistory(pool, { environment, before, limit });
      const last = items.length === limit ? items.at(-1)?.version : undefined;
      return {
        status: 200,
        body: { items, ...(last === undefined ? {} : { nextBefore: last }) },
      };
    }),

    rollback: operation<
      OfEnvironment & {
        header: Preconditions;
        body: { version: number; reason: string };
      }
    >(async ({ body, caller, header, path }) => {
      const expected = expectedOf(header);
      if (expected === 'absent') {
        throw new Problem(
          428,
          'Send If-Match with the ETag of the configuration.',
        );
      }
      const result = await service.execute(
        {
          kind: 'rollback',
          environment: environments.require(path.environment),
          to: body.version,
          ...{ expected, reason: body.reason },
        },
        caller.subject,
      );
      return result.outcome === 'proposed'
        ? proposed(result.proposal)
        : configAnswer(result.snapshot);
    }),
  };
}
