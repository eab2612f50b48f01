import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  AuthenticationError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  RepositoryId,
  repositoryPushPermission,
  repositoryReadPermission,
} from '@notes/plugin-git-host-common';
import type { RepositoryStore, StoredRepository } from '../database';
import { requirePermission } from '../permissions';
import type { GitService } from './cgiEnvironment';

/** Decides whether a git request may go on. */
export async function authorizeGit(options: {
  id: RepositoryId;
  service: GitService;
  credentials: BackstageCredentials | undefined;
  anonymousRead: boolean;
  permissions: PermissionsService;
  store: RepositoryStore;
}): Promise<StoredRepository> {
  const { id, service, credentials, permissions } = options;
  const isPush = service === 'git-receive-pack';
  if (!credentials && (isPush || !options.anonymousRead)) {
    throw new AuthenticationError(
      'Sign in with a personal access token as the password. You make one in the portal under Settings',
    );
  }
  if (credentials) {
    const permission = isPush
      ? repositoryPushPermission
      : repositoryReadPermission;
    await requirePermission(permissions, { permission, id, credentials });
  }
  const stored = await options.store.find(id);
  if (!stored) {
    throw new NotFoundError(
      `Repository '${id.owner}/${id.name}' does not exist`,
    );
  }
  if (isPush && stored.archived) {
    throw new NotAllowedError(
      `Repository '${id.owner}/${id.name}' is archived and takes no pushes`,
    );
  }
  return stored;
}
