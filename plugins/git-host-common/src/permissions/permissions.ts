import { createPermission } from '@backstage/plugin-permission-common';

/**
 * The resource type of a repository; its resource ref is `owner/name`.
 *
 * @public
 */
export const RESOURCE_TYPE_REPOSITORY = 'githost-repository';

const resourceType = RESOURCE_TYPE_REPOSITORY;

/** Cloning, and reading in the portal. @public */
export const repositoryReadPermission = createPermission({
  name: 'githost.repository.read',
  attributes: { action: 'read' },
  resourceType,
});

/** Making a repository; there is no resource yet to look at. @public */
export const repositoryCreatePermission = createPermission({
  name: 'githost.repository.create',
  attributes: { action: 'create' },
});

/** `git push`, and a commit through the portal. @public */
export const repositoryPushPermission = createPermission({
  name: 'githost.repository.push',
  attributes: { action: 'update' },
  resourceType,
});

/** Making a repository read only, and undoing it. @public */
export const repositoryArchivePermission = createPermission({
  name: 'githost.repository.archive',
  attributes: { action: 'update' },
  resourceType,
});

/** Removing a repository with all that is in it. @public */
export const repositoryDeletePermission = createPermission({
  name: 'githost.repository.delete',
  attributes: { action: 'delete' },
  resourceType,
});

/** Opening and closing a pull request, and reporting a check. @public */
export const pullRequestCreatePermission = createPermission({
  name: 'githost.pull-request.create',
  attributes: { action: 'create' },
  resourceType,
});

/** Merging a pull request. @public */
export const pullRequestMergePermission = createPermission({
  name: 'githost.pull-request.merge',
  attributes: { action: 'update' },
  resourceType,
});

/** Every permission of the git host. @public */
export const gitHostPermissions = [
  repositoryReadPermission,
  repositoryCreatePermission,
  repositoryPushPermission,
  repositoryArchivePermission,
  repositoryDeletePermission,
  pullRequestCreatePermission,
  pullRequestMergePermission,
];
