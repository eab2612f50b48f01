import { createPermissionResourceRef } from '@backstage/plugin-permission-node';
import { RESOURCE_TYPE_REPOSITORY } from '@notes/plugin-git-host-common';

/** What a rule sees of a repository. @public */
export interface RepositoryResource {
  owner: string;
  name: string;
  ownerRef: string | undefined;
}

/** What a rule turns into when many repositories are read. @public */
export interface RepositoryFilter {
  ownerRefs: string[];
}

/** @public */
export const repositoryResourceRef = createPermissionResourceRef<
  RepositoryResource,
  RepositoryFilter
>().with({ pluginId: 'git-host', resourceType: RESOURCE_TYPE_REPOSITORY });
