import { readFileSync } from 'node:fs';

/** A recorded event, fresh for each caller, as handlers may change it. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- it names the shape that the file is known to have
export function readEvent<T>(name: string): T {
  const file = new URL(`events/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as T;
}
