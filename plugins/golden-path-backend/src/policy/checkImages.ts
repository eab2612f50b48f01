import type { PlanFinding } from '@notes/plugin-golden-path-common';
import type { KubernetesObject } from '../plans/readManifests';
import { podOf } from './checkPodSecurity';

/**
 * Images by digest, because a tag can be moved to another image.
 *
 * The image of the service itself is built after the repository exists: its release writes the digest
 * into the GitOps repository, so here it may carry a tag.
 */
export function checkImages(
  object: KubernetesObject,
  subject: string,
  ownImage: string | undefined,
): PlanFinding[] {
  const pod = podOf(object) as
    | Record<'containers' | 'initContainers', { image?: string }[] | undefined>
    | undefined;
  const containers = [
    ...(pod?.initContainers ?? []),
    ...(pod?.containers ?? []),
  ];
  return containers
    .map(container => container.image ?? '')
    .filter(image => !/@sha256:[0-9a-f]{64}$/.test(image))
    .map(image => {
      const own =
        ownImage !== undefined &&
        (image === ownImage || image.startsWith(`${ownImage}:`));
      return {
        severity: own ? 'warning' : 'error',
        rule: 'image-digest',
        subject,
        message: own
          ? `image "${image}" has no digest yet; the first release writes it`
          : `image "${image}" has no digest`,
      };
    });
}
