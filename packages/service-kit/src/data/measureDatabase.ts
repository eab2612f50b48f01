import type { ClientBase, Pool } from 'pg';
import { Gauge, Histogram, type Registry } from 'prom-client';
import { DURATION_BUCKETS } from '../metrics/durationBuckets.ts';

type Operations = Histogram<'db_operation_name'>;
type Query = (...parameters: unknown[]) => unknown;

/** Shows how many connections the pool has, and how long each statement takes, whoever sends it. */
export function measureDatabase(pool: Pool, registry: Registry): void {
  new Gauge({
    name: 'db_client_connection_count',
    help: 'Connections of the pool, by state.',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      this.set({ state: 'used' }, pool.totalCount - pool.idleCount);
      this.set({ state: 'idle' }, pool.idleCount);
    },
  });
  const operations = new Histogram({
    name: 'db_client_operation_duration_seconds',
    help: 'Duration of database statements.',
    labelNames: ['db_operation_name'],
    buckets: DURATION_BUCKETS,
    registers: [registry],
  });
  pool.on('connect', client => {
    measureStatements(client, operations);
  });
}

/** The pool asks with a callback and a transaction with a promise; both go through the client. */
function measureStatements(client: ClientBase, operations: Operations): void {
  const query = client.query.bind(client) as Query;
  const measured: Query = (...parameters) => {
    const timer = operations.startTimer({
      db_operation_name: operationOf(parameters[0]),
    });
    const stop = () => void timer();
    const callback = parameters.at(-1);
    if (typeof callback === 'function') {
      return query(...parameters.slice(0, -1), (...results: unknown[]) => {
        stop();
        (callback as Query)(...results);
      });
    }
    const answer = query(...parameters);
    Promise.resolve(answer).then(stop, stop);
    return answer;
  };
  client.query = measured as typeof client.query;
}

/** The first word of the statement, which code writes and callers cannot: the label stays bounded. */
function operationOf(statement: unknown): string {
  const text =
    typeof statement === 'string'
      ? statement
      : (statement as { text?: string }).text;
  return /^\s*(\w+)/.exec(text ?? '')?.[1]?.toUpperCase() ?? 'OTHER';
}
