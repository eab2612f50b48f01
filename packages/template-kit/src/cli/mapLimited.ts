import { availableParallelism } from 'node:os';

/** Like `map` for work that keeps a core busy: as many at once as there are cores, results in order. */
export async function mapLimited<T, R>(
  items: T[],
  work: (item: T) => Promise<R>,
  limit: number = availableParallelism(),
): Promise<R[]> {
  const results: R[] = new Array(items.length);
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const index = next++;
      results[index] = await work(items[index]);
    }
  };
  await Promise.all(Array.from({ length: limit }, worker));
  return results;
}
