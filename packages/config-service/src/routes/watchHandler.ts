import { operation, type Handler } from '@notes/service-kit';
import type { Pool } from 'pg';
import { ConfigReader } from '../data/ConfigReader.ts';
import type { ChangeFeed } from '../watch/ChangeFeed.ts';
import type { Environments } from './Environments.ts';
import { configAnswer } from './views.ts';

export interface WatchOptions {
  readonly pool: Pool;
  readonly feed: ChangeFeed;
  readonly environments: Environments;
}

/** Answers as soon as the environment is no longer at the version that the caller knows. */
export function watchHandler({
  environments,
  feed,
  pool,
}: WatchOptions): Record<string, Handler> {
  const reader = new ConfigReader(pool);
  return {
    watchConfig: operation<{
      path: { environment: string };
      query: { after: number; wait: number };
    }>(async ({ path, query, request }) => {
      const environment = environments.require(path.environment);
      const { after, wait } = query;
      const gone = new AbortController();
      request.socket.once('close', () => {
        gone.abort();
      });
      await feed.waitFor(environment, {
        known: after,
        waitMs: wait * 1_000,
        signal: gone.signal,
      });
      const snapshot = await reader.snapshot(environment);
      if (snapshot.version === after) return { status: 204 };
      const answer = configAnswer(snapshot);
      const changed = await reader.changedSince(environment, after);
      return { ...answer, body: { ...answer.body, changed } };
    }),
  };
}
