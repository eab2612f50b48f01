import { platformApis } from './generated/apis';
import type { ClaimKind } from './generated/types';
import type { SpecProblem } from './SpecProblem';

/** Labels that say who pays, on every claim; they become tags in the cloud. @public */
export const COST_LABELS = [
  'cost-center',
  'team',
  'environment',
  'service',
  'data-classification',
] as const;

const NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const LABEL_VALUE = /^([a-zA-Z0-9]([-a-zA-Z0-9_.]*[a-zA-Z0-9])?)?$/;
const LABEL_KEY =
  /^([a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?[a-zA-Z0-9]([-a-zA-Z0-9_.]*[a-zA-Z0-9])?$/;

/** What Argo CD is told: the claim comes before the service, and data goes only when a person says so. @public */
export function claimAnnotations(kind: ClaimKind): Record<string, string> {
  return {
    'argocd.argoproj.io/sync-wave': '-5',
    ...(isStateful(kind)
      ? { 'argocd.argoproj.io/sync-options': 'Prune=confirm,Delete=confirm' }
      : {}),
  };
}

/** A kind that holds something which cannot be made again. */
function isStateful(kind: ClaimKind): boolean {
  return Boolean(
    platformApis.find(api => api.kind === kind)?.secretKeys.length,
  );
}

/** Finds what a Kubernetes API server would refuse in a name, labels or annotations. */
export function findMetadataProblems(
  name: string,
  labels: Record<string, string>,
  annotations: Record<string, string>,
): SpecProblem[] {
  const problems: SpecProblem[] = [];
  if (!NAME.test(name) || name.length > 63) {
    problems.push({
      path: 'metadata.name',
      value: name,
      message:
        'must be 1 to 63 lower-case letters, digits and hyphens, and begin and end with a letter or digit',
    });
  }
  for (const [key, value] of Object.entries(labels)) {
    if (!LABEL_KEY.test(key)) {
      problems.push({
        path: 'metadata.labels',
        value: key,
        message: 'must be a label key, such as cost-center or example.com/team',
      });
    }
    if (!LABEL_VALUE.test(value) || value.length > 63) {
      problems.push({
        path: `metadata.labels.${key}`,
        value,
        message:
          'must be up to 63 letters, digits, hyphens, underscores and dots, and begin and end with a letter or digit',
      });
    }
  }
  const wrongKey = Object.keys(annotations).find(key => !LABEL_KEY.test(key));
  if (wrongKey !== undefined) {
    problems.push({
      path: 'metadata.annotations',
      value: wrongKey,
      message: 'must be an annotation key, such as example.com/note',
    });
  }
  return problems;
}
