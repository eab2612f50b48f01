import { Repeating, type Logger } from '@notes/service-kit';
import type { Engine } from '../domain/SearchIndex.ts';
import type { Generations } from './Generations.ts';
import type { Rebuilder } from './Rebuilder.ts';

export interface StartRebuildsOptions {
  readonly rebuilder: Rebuilder;
  readonly generations: Generations;
  readonly engine: Engine;
  readonly everyMs: number;
  readonly logger: Logger;
  readonly lifecycle: {
    onClose(name: string, close: () => Promise<unknown>): void;
  };
}

/** Sees to it that an index answers, in the engine that is configured, and that no rebuild is left half done. */
export async function startRebuilds(
  options: StartRebuildsOptions,
): Promise<{ hasten(): void }> {
  const { engine, everyMs, generations, lifecycle, logger, rebuilder } =
    options;
  const live = await generations.live();
  if (live?.engine !== engine) await rebuilder.begin();
  // The very first start has nothing to copy, and nothing else that could answer.
  if (!live) await rebuilder.carryOn();

  const work = () => rebuilder.carryOn();
  const repeating = Repeating.start({
    name: 'rebuilding the index',
    everyMs,
    logger,
    work,
  });
  lifecycle.onClose('rebuilds', () => {
    rebuilder.stop();
    return repeating.stop();
  });
  return {
    hasten: () => {
      repeating.hasten();
    },
  };
}
