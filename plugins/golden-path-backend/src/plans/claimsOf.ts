import { findPlatformApi } from '@notes/crossplane-types';
import type { PlanEnvironment } from '@notes/plugin-golden-path-common';
import { readManifest, type KubernetesObject } from './readManifests';

/**
 * The claims of one environment.
 *
 * Its overlay may change a claim, so the rendered claim counts where there is one.
 */
export function claimsOf(
  { manifests }: PlanEnvironment,
  claims: readonly KubernetesObject[],
): readonly KubernetesObject[] {
  const rendered =
    manifests.state === 'available'
      ? manifests.data
          .filter(({ kind }) => isClaimKind(kind))
          .flatMap(readManifest)
      : [];
  return rendered.length > 0 ? rendered : claims;
}

function isClaimKind(kind: string): boolean {
  return findPlatformApi(kind) !== undefined;
}
