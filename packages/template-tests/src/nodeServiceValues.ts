import type { Combination } from './combinations';

/** The name of the service in these tests. */
export const NAME = 'billing-service';

/** What the form sends for a combination. */
export function valuesOf(
  combination: Partial<Combination>,
  fields: object = {},
) {
  return {
    name: NAME,
    description: 'Writes invoices',
    owner: 'group:default/notes-team',
    system: 'system:default/notes',
    database: 'none',
    cache: 'none',
    events: 'none',
    repoOwner: 'notes',
    repoHost: 'embedded',
    ...combination,
    ...fields,
  };
}
