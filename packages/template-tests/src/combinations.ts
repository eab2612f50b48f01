/** What a person chooses in the form, beside names and words. */
export type Combination = {
  database: 'none' | 'postgresql';
  cache: 'none' | 'redis';
  events: 'none' | 'producer' | 'consumer' | 'both';
};

/** Every combination of options that the form of the Node service offers. */
export const combinations: readonly Combination[] = (
  ['none', 'postgresql'] as const
).flatMap(database =>
  (['none', 'redis'] as const).flatMap(cache =>
    (['none', 'producer', 'consumer', 'both'] as const).map(events => ({
      database,
      cache,
      events,
    })),
  ),
);

/** A name for a combination that is also a good folder name. */
export function nameOf({ database, cache, events }: Combination): string {
  return `${database}-${cache}-${events}`;
}
