import {
  describeProblem,
  findPlatformApi,
  validateSpec,
  type ClaimKind,
} from '@notes/crossplane-types';
import { parse } from 'yaml';
import type { TextFiles } from './findTextProblems';

const LIST = 'claims/kustomization.yaml';
type Claim = {
  apiVersion?: string;
  kind?: string;
  metadata?: { name?: string; namespace?: string };
  spec?: unknown;
};

/** What the platform would refuse of the claims, and claims that are not deployed. */
export function findClaimProblems(files: TextFiles): string[] {
  const claims = Object.keys(files).filter(
    path => /^claims\/[^/]+\.yaml$/.test(path) && path !== LIST,
  );
  return [
    ...claims.flatMap(path => findRefusal(path, parse(files[path]) as Claim)),
    ...findListProblems(claims, files),
  ];
}

function findRefusal(path: string, claim: Claim): string[] {
  const api = findPlatformApi(claim.kind ?? '');
  if (!api) return [`${path}: kind: the platform has no API ${claim.kind}`];
  const { problems } = validateSpec(claim.kind as ClaimKind, claim.spec);
  return [
    ...problems.map(problem => `${path}: ${describeProblem(problem)}`),
    ...(claim.apiVersion === 'platform.notes.dev/v1alpha1'
      ? []
      : [`${path}: apiVersion: expected platform.notes.dev/v1alpha1`]),
    ...(claim.metadata?.namespace === undefined
      ? []
      : [`${path}: metadata.namespace: the overlay sets it, not the file`]),
  ];
}

function findListProblems(claims: string[], files: TextFiles): string[] {
  if (claims.length === 0) return [];
  if (!files[LIST]) return [`${LIST} is not there, so no claim is deployed`];
  const { resources = [] } = parse(files[LIST]) as { resources?: string[] };
  const names = claims.map(path => path.replace('claims/', ''));
  return [
    ...names
      .filter(name => !resources.includes(name))
      .map(name => `${LIST} does not list ${name}`),
    ...resources
      .filter(name => !names.includes(name))
      .map(name => `${LIST} lists ${name}, which is not there`),
  ];
}
