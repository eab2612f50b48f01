import { parseEntityRef, UserEntity } from '@backstage/catalog-model';
import type { CommitAuthor } from '@notes/plugin-git-host-common';

/** The person who started the task, as the author of a commit. */
export function describeAuthor(
  user: { entity?: UserEntity; ref?: string } | undefined,
): CommitAuthor {
  const profile = user?.entity?.spec.profile;
  const account =
    user?.entity?.metadata.name ??
    (user?.ref ? parseEntityRef(user.ref).name : undefined);
  return {
    name: profile?.displayName ?? account ?? 'Notes portal',
    email: profile?.email ?? '',
  };
}
