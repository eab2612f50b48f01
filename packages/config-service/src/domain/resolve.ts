import {
  DEFAULT_ENVIRONMENT,
  type Entry,
  type Layer,
  type Resolved,
} from './Layer.ts';

export interface Layers {
  readonly environment: string;
  readonly own: Layer;
  /** The layer of `default`; empty when that is the environment itself. */
  readonly inherited: Layer;
}

/** Own entries win over inherited ones, and may hide them. Sorted by key, so that equal configurations look equal. */
export function resolve({ environment, inherited, own }: Layers): Resolved {
  const entries: [string, Entry, string][] = [
    ...[...inherited].map(([key, entry]): [string, Entry, string] => [
      key,
      entry,
      DEFAULT_ENVIRONMENT,
    ]),
    ...[...own].map(([key, entry]): [string, Entry, string] => [
      key,
      entry,
      environment,
    ]),
  ];
  const effective = new Map<string, [Entry, string]>();
  for (const [key, entry, source] of entries)
    effective.set(key, [entry, source]);
  return new Map(
    [...effective]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .flatMap(([key, [entry, source]]) =>
        entry.state === 'set'
          ? [[key, { value: entry.value, source, version: entry.version }]]
          : [],
      ),
  );
}
