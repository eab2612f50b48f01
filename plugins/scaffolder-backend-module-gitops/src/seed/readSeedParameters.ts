import type { RootConfigService } from '@backstage/backend-plugin-api';
import type { RepositoryId } from '@notes/plugin-git-host-common';
import type { JsonObject } from '@backstage/types';

/** What the form would ask for, for the GitOps repository that the portal makes itself. */
export function readSeedParameters(
  config: Pick<RootConfigService, 'getOptionalString'>,
  id: RepositoryId,
): { ownerRef: string; parameters: JsonObject } {
  const ownerRef =
    config.getOptionalString('goldenPath.gitops.owner') ??
    'group:default/platform-team';
  return {
    ownerRef,
    parameters: {
      name: id.name,
      description: 'What runs where, for every environment',
      owner: ownerRef,
      system:
        config.getOptionalString('goldenPath.gitops.system') ??
        'system:default/portal',
      repoOwner: id.owner,
      mesh: config.getOptionalString('goldenPath.gitops.mesh') ?? 'none',
    },
  };
}
