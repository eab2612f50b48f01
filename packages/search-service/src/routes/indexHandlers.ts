import { operation, Problem, type Handler } from '@notes/service-kit';
import type { Generation } from '../data/Generations.ts';
import type { Rebuilder } from '../data/Rebuilder.ts';
import type { ReceivedNotes } from '../data/ReceivedNotes.ts';
import {
  askLive,
  type LiveIndexOptions,
  type OpenGenerations,
} from '../domain/askLive.ts';

export interface IndexHandlersOptions extends LiveIndexOptions {
  readonly notes: ReceivedNotes;
  readonly rebuilder: Rebuilder;
  /** How many events of notes the service has not taken in. */
  readonly lag: () => Promise<number>;
  /** Carries a rebuild on in the background. */
  readonly hasten: () => void;
}

export function indexHandlers(
  options: IndexHandlersOptions,
): Readonly<Record<string, Handler>> {
  const { hasten, rebuilder } = options;
  return {
    getSearchStatus: operation(async () => ({
      status: 200,
      body: await statusOf(options),
    })),
    rebuildSearchIndex: operation(async ({ caller }) => {
      if (!caller.roles.includes('admin')) {
        throw new Problem(403, 'Rebuilding the index needs the role "admin".');
      }
      const generation = await rebuilder.begin();
      hasten();
      return {
        status: 202,
        headers: { Location: '/api/search/status' },
        body: viewOf(generation),
      };
    }),
  };
}

async function statusOf(options: IndexHandlersOptions) {
  const { lag, notes } = options;
  const [index, lagEvents, lastChange] = await Promise.all([
    askLive(options, describe),
    lag(),
    notes.lastChange(),
  ]);
  return {
    ...index,
    lagEvents,
    ...(lastChange && { lastChangeAt: lastChange.toISOString() }),
  };
}

async function describe({ building, index, live }: OpenGenerations) {
  return {
    ...(live && { generation: live.id, engine: live.engine }),
    documents: live && index ? await index.count(live.id) : 0,
    typoTolerance: index?.typoTolerance ?? {
      enabled: false,
      reason: 'no index answers yet',
    },
    ...(building && { rebuild: viewOf(building) }),
  };
}

function viewOf({ copied, engine, id, startedAt }: Generation) {
  return {
    generation: id,
    engine,
    notesCopied: copied,
    startedAt: startedAt.toISOString(),
  };
}
