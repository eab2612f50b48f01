import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { SHARED } from './renderLayers';

/** The options that change what the delivery layers emit. */
export type DeliveryOptions = {
  language: 'node' | 'python';
  ci: 'github' | 'jenkins';
  registry: 'ecr' | 'ghcr' | 'dockerhub';
  sonar: 'none' | 'sonarqube' | 'sonarcloud';
  repoHost: 'embedded' | 'github';
  hasCache: boolean;
  hasDatabase: boolean;
  hasEvents: boolean;
  chaos: boolean;
  tier: 'standard' | 'critical';
};

export const DEFAULT_OPTIONS: DeliveryOptions = {
  language: 'node',
  ci: 'github',
  registry: 'ghcr',
  sonar: 'none',
  repoHost: 'github',
  hasCache: false,
  hasDatabase: false,
  hasEvents: false,
  chaos: false,
  tier: 'standard',
};

const REGISTRIES = {
  ecr: '111122223333.dkr.ecr.us-east-1.amazonaws.com',
  ghcr: 'ghcr.io',
  dockerhub: 'docker.io',
};

export const NAME = 'billing-service';

/** The values as the frame derives them, as far as these layers read them. */
export function deliveryValues(
  options: Partial<DeliveryOptions> = {},
): Record<string, unknown> {
  const chosen = { ...DEFAULT_OPTIONS, ...options };
  return {
    ...chosen,
    name: NAME,
    description: 'Writes "invoices": all of them',
    ownerName: 'notes-team',
    systemName: 'notes',
    repoOwner: 'notes',
    repoSlug: `notes/${NAME}`,
    port: 8080,
    hasSonar: chosen.sonar !== 'none',
    imageRepository: `${REGISTRIES[chosen.registry]}/notes/${NAME}`,
    environments: ['dev', 'staging', 'prod'],
    namespaces: {
      dev: 'notes-dev',
      staging: 'notes-staging',
      prod: 'notes-prod',
    },
    costCenter: 'engineering',
    dataClassification: 'internal',
    gitopsRepo: 'platform/gitops',
    gitopsUrl: 'https://git.notes.example/platform/gitops.git',
    docsUrl: `https://portal.notes.example/docs/default/component/${NAME}`,
    grafanaUrl: 'https://grafana.notes.example',
    actions: parse(readFileSync(join(SHARED, 'actions.yaml'), 'utf8')),
    images: parse(readFileSync(join(SHARED, 'images.yaml'), 'utf8')),
  };
}

/** Every pair of registry and Sonar, with both languages and both ends of the other options beside each. */
export const COMBINATIONS: readonly (readonly [string, DeliveryOptions])[] = (
  ['ecr', 'ghcr', 'dockerhub'] as const
).flatMap((registry, row) =>
  (['none', 'sonarqube', 'sonarcloud'] as const).map((sonar, column) => {
    const language = (row + column) % 2 === 0 ? 'node' : 'python';
    const many = (row + 2 * column) % 3 !== 0;
    const options: DeliveryOptions = {
      ...DEFAULT_OPTIONS,
      language,
      registry,
      sonar,
      hasCache: many,
      hasDatabase: many,
      hasEvents: many,
      chaos: many,
      tier: many ? 'critical' : 'standard',
    };
    const title = `${language}, ${registry}, sonar ${sonar}`;
    return [many ? `${title}, everything` : title, options] as const;
  }),
);
