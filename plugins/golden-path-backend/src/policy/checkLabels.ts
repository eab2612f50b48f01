import type { PlanFinding } from '@notes/plugin-golden-path-common';
import type { KubernetesObject } from '../plans/readManifests';

const REQUIRED = [
  'app.kubernetes.io/name',
  'app.kubernetes.io/part-of',
  'app.kubernetes.io/managed-by',
  'cost-center',
  'team',
  'environment',
  'service',
  'data-classification',
];

/** The labels by which objects are found, owned and paid for. */
export function checkLabels(
  object: KubernetesObject,
  subject: string,
): PlanFinding[] {
  const labels = object.metadata?.labels ?? {};
  const missing = REQUIRED.filter(label => !labels[label]);
  return missing.length === 0
    ? []
    : [
        {
          severity: 'error',
          rule: 'labels',
          subject,
          message: `labels are missing: ${missing.join(', ')}`,
        },
      ];
}
