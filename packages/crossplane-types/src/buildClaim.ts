import { claimAnnotations, findMetadataProblems } from './claimMetadata';
import { isRecord } from './completeSpec';
import type { ClaimKind, ClaimSpecs } from './generated/types';
import { describeProblem, SpecProblem } from './SpecProblem';
import { validateSpec } from './validateSpec';

/** `namespaced` for Crossplane 2, `claims` for control planes that keep classic claims. @public */
export type ClaimForm = 'namespaced' | 'claims';

/** @public */
export const CLAIM_FORMS: ClaimForm[] = ['namespaced', 'claims'];

/** A claim as it stands in a file. @public */
export type Claim = {
  apiVersion: string;
  kind: ClaimKind;
  metadata: {
    name: string;
    labels?: Record<string, string>;
    annotations: Record<string, string>;
  };
  spec: Record<string, unknown>;
};

/** @public */
export type ClaimOptions<K extends ClaimKind> = {
  name: string;
  spec: ClaimSpecs[K];
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  form?: ClaimForm;
};

/** A claim that the control plane would refuse, with every reason. @public */
export class RefusedClaimError extends Error {
  readonly problems: SpecProblem[];

  constructor(kind: string, problems: SpecProblem[]) {
    super(`${kind} is refused: ${problems.map(describeProblem).join('; ')}`);
    this.name = 'RefusedClaimError';
    this.problems = problems;
  }
}

/**
 * Builds a claim, or throws `RefusedClaimError` with the path of each field the API would refuse.
 *
 * The spec is written as given: defaults stay with the control plane, so that the file shows decisions only.
 *
 * @public
 */
export function buildClaim<K extends ClaimKind>(
  kind: K,
  options: ClaimOptions<K>,
): Claim {
  const { name, labels = {}, annotations = {}, form = 'namespaced' } = options;
  const problems = [
    ...findMetadataProblems(name, labels, annotations),
    ...validateSpec(kind, options.spec).problems,
  ];
  if (problems.length) {
    throw new RefusedClaimError(kind, problems);
  }
  return {
    apiVersion: 'platform.notes.dev/v1alpha1',
    kind,
    metadata: {
      name,
      ...(Object.keys(labels).length ? { labels } : {}),
      annotations: { ...claimAnnotations(kind), ...annotations },
    },
    spec: toForm(options.spec, form),
  };
}

/** A classic claim names its Secret in the way every claim does; all other fields are the same. @public */
export function toForm(spec: object, form: ClaimForm): Record<string, unknown> {
  if (!isRecord(spec) || form === 'namespaced') {
    return { ...spec };
  }
  const { connectionSecretName, ...rest } = spec;
  return connectionSecretName === undefined
    ? rest
    : { ...rest, writeConnectionSecretToRef: { name: connectionSecretName } };
}
