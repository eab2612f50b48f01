import type { Entity } from '@backstage/catalog-model';
import { parse } from 'yaml';

/** The labels of a new claim, with the cost centre that the service was made with. */
export function describeClaimLabels(
  entity: Entity,
  name: string,
  lock: string | undefined,
): Record<string, string> {
  const service = entity.metadata.name;
  const parameters = readParameters(lock);
  return {
    'app.kubernetes.io/name': name,
    'app.kubernetes.io/part-of': toLabel(entity.spec?.system ?? service),
    'app.kubernetes.io/managed-by': 'argocd',
    'backstage.io/kubernetes-id': service,
    'cost-center': toLabel(parameters.costCenter ?? 'engineering'),
    team: toLabel(entity.spec?.owner ?? 'unknown'),
    environment: 'dev',
    service,
    'data-classification': toLabel(parameters.dataClassification ?? 'internal'),
  };
}

function readParameters(lock: string | undefined): Record<string, unknown> {
  try {
    return parse(lock ?? '')?.parameters ?? {};
  } catch {
    // A lock that somebody broke decides nothing here.
    return {};
  }
}

/** The name of an entity reference as a value of a label. */
function toLabel(value: unknown): string {
  const name = String(value).split(/[:/]/).pop() ?? '';
  return name
    .toLocaleLowerCase('en-US')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 63);
}
