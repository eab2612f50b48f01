import type { Environment } from './environments';
import type { ServiceApplication } from './ServiceApplication';

/** The cost labels of a service in one environment. */
export function describeCostLabels(
  service: ServiceApplication,
  environment: Environment,
): Record<string, string> {
  return {
    'cost-center': service.costCenter,
    'data-classification': service.dataClassification,
    environment,
    team: service.project,
  };
}
