import {
  DEFAULT_GITOPS_REPO,
  DEFAULT_REGISTRIES,
  deriveValues,
  type GoldenPathValues,
} from '@notes/plugin-golden-path-common';

export type ObservabilityOptions = {
  name?: string;
  owner?: string;
  language?: 'node' | 'python';
  tier?: 'standard' | 'critical';
  database?: 'none' | 'postgresql';
  cache?: 'none' | 'redis';
  events?: 'none' | 'producer' | 'consumer' | 'both';
  [parameter: string]: string | boolean | undefined;
};

const PARAMETERS = {
  name: 'billing-service',
  description: 'Writes invoices',
  owner: 'group:default/notes-team',
  system: 'system:default/notes',
  repoOwner: 'notes',
};

/** The values that the golden path derives from what a person chose. */
export function observabilityValues(
  options: ObservabilityOptions = {},
): GoldenPathValues {
  const { language = 'node', ...parameters } = options;
  return deriveValues(
    { ...PARAMETERS, ...parameters } as never,
    {
      platformBaseUrl: 'https://portal.example',
      gitHostUrl: 'https://portal.example/git',
      grafanaUrl: 'https://grafana.example',
      registries: { ...DEFAULT_REGISTRIES },
      crossplaneForm: 'namespaced',
      podSecurityVersion: 'v1.36',
      gitopsRepo: DEFAULT_GITOPS_REPO,
      images: {},
      actions: {},
    },
    { language, values: {} },
  );
}

/** Every combination of what rules, boards and pages depend on. */
export const observabilityCombinations: readonly ObservabilityOptions[] = (
  ['node', 'python'] as const
).flatMap(language =>
  (['standard', 'critical'] as const).flatMap(tier =>
    (['none', 'postgresql'] as const).flatMap(database =>
      (['none', 'redis'] as const).flatMap(cache =>
        (['none', 'producer', 'consumer', 'both'] as const).map(events => ({
          language,
          tier,
          database,
          cache,
          events,
        })),
      ),
    ),
  ),
);

/** Combinations that together hold every part, its absence and every pair of two parts at least once. */
export const coveringCombinations: readonly ObservabilityOptions[] = [
  {
    language: 'node',
    tier: 'standard',
    database: 'postgresql',
    cache: 'redis',
    events: 'both',
  },
  {
    language: 'python',
    tier: 'critical',
    database: 'none',
    cache: 'none',
    events: 'none',
  },
  {
    language: 'node',
    tier: 'critical',
    database: 'postgresql',
    cache: 'none',
    events: 'producer',
  },
  {
    language: 'python',
    tier: 'standard',
    database: 'none',
    cache: 'redis',
    events: 'producer',
  },
  {
    language: 'python',
    tier: 'critical',
    database: 'postgresql',
    cache: 'redis',
    events: 'consumer',
  },
  {
    language: 'node',
    tier: 'standard',
    database: 'none',
    cache: 'none',
    events: 'consumer',
  },
  {
    language: 'node',
    tier: 'critical',
    database: 'none',
    cache: 'redis',
    events: 'none',
  },
  {
    language: 'python',
    tier: 'standard',
    database: 'postgresql',
    cache: 'none',
    events: 'none',
  },
  {
    language: 'python',
    tier: 'critical',
    database: 'none',
    cache: 'none',
    events: 'both',
  },
];

export function titleOf(options: ObservabilityOptions): string {
  return Object.values(options).join(', ');
}
