import type { Combination } from './combinations';
import type { RenderedFiles } from './createTemplateRenderer';

/** Words that only a part which was not chosen would leave behind. */
function tracesOf({ database, cache, events }: Combination): RegExp[] {
  const produces = events === 'producer' || events === 'both';
  const consumes = events === 'consumer' || events === 'both';
  const nothing = [database, cache, events].every(one => one === 'none');
  return [
    ...(database === 'none'
      ? [/postgres/i, /migrat/i, /\bpg\b/, /database_url/i, /\bsql\b/i]
      : [/MemoryItemRepository/]),
    ...(cache === 'none' ? [/redis/i, /CachedItem/, /CACHE_TTL/] : []),
    ...(events === 'none' ? [/kafka/i, /asyncapi/i, /cloudevent/i] : []),
    ...(produces ? [] : [/itemEvent\b/i, /items\.v1/]),
    ...(consumes ? [] : [/item-?request/i, /dead.?letter/i, /dlq/i]),
    ...(produces && database === 'postgresql' ? [] : [/outbox/i]),
    ...(nothing ? [/claims/, /lifecycle\.ts/, /stand-in/] : []),
  ];
}

/** Finds parts that were not chosen, by file name and by content. */
export function findTraces(
  combination: Combination,
  files: RenderedFiles,
): string[] {
  const traces = tracesOf(combination);
  return Object.entries(files).flatMap(([path, text]) => {
    // Hashes may spell anything; what is locked follows from what package.json names.
    if (path === 'package-lock.json') return [];
    return traces
      .filter(trace => trace.test(path) || trace.test(text))
      .map(trace => `${path} matches ${trace}`);
  });
}
