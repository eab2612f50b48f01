import type { Generation, Generations } from '../data/Generations.ts';
import {
  GenerationGone,
  type Engine,
  type SearchIndex,
} from './SearchIndex.ts';

export interface LiveIndexOptions {
  readonly generations: Pick<Generations, 'open'>;
  readonly indexes: ReadonlyMap<Engine, SearchIndex>;
}

/** What is open at one moment; no index when none answers yet. */
export interface OpenGenerations {
  readonly live?: Generation | undefined;
  readonly building?: Generation | undefined;
  readonly index?: SearchIndex | undefined;
}

/**
 * Asks the generation that answers. Between the look at which one that is and the question another may take its
 * place and the old one be dropped; then the new one is asked.
 */
export async function askLive<T>(
  { generations, indexes }: LiveIndexOptions,
  ask: (open: OpenGenerations) => Promise<T>,
): Promise<T> {
  let gone: number | undefined;
  for (;;) {
    const { building, live } = await generations.open();
    try {
      const index = live && indexes.get(live.engine);
      return await ask({ live, building, index });
    } catch (error) {
      // The same one twice: it is lost, and asking again would not bring it back.
      if (!(error instanceof GenerationGone) || live?.id === gone) throw error;
      gone = live?.id;
    }
  }
}
