import {
  combinePairwise,
  readKitFile,
  readParameterModel,
} from '@notes/template-kit';
import { parameterPagesOf, readTemplate, templateFolder } from './readTemplate';

/** What a person chooses in the form, beside names and words. What is left out has its default. */
export type Combination = {
  database: 'none' | 'postgresql';
  cache: 'none' | 'redis';
  events: 'none' | 'producer' | 'consumer' | 'both';
} & Partial<{
  tier: 'standard' | 'critical';
  dataClassification: 'public' | 'internal' | 'confidential';
  exposure: 'internal' | 'public';
  mesh: 'none' | 'sidecar' | 'ambient';
  canary: 'none' | '90-10' | '10-50-100';
  secrets: 'none' | 'vault' | 'aws';
  chaos: boolean;
  ci: 'github' | 'jenkins';
  sonar: 'none' | 'sonarqube' | 'sonarcloud';
  registry: 'ecr' | 'ghcr' | 'dockerhub';
}>;

/** Every combination of the parts that change the code: database, cache and events. */
export const partCombinations: readonly Combination[] = (
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

/** Combinations in which every two options of the form meet. */
export const pairwiseCombinations = combinePairwise(
  readParameterModel(
    parameterPagesOf(readTemplate('node-service')),
    readKitFile(templateFolder('node-service')),
  ),
) as unknown as readonly Combination[];

/** What the template is rendered with in these tests. */
export const combinations: readonly Combination[] = [
  ...partCombinations,
  ...pairwiseCombinations,
];

/** A name for a combination that is also a good folder name. */
export function nameOf(combination: Combination): string {
  const { database, cache, events, ...options } = combination;
  const chosen = Object.entries(options)
    .filter(([, value]) => value !== 'none' && value !== false)
    .map(([name, value]) => (value === true ? name : String(value)));
  return [database, cache, events, ...chosen].join('-');
}
