import type { RepositoryId } from '@notes/plugin-git-host-common';

/** `platform/gitops` in its two parts. */
export function readRepositoryId(slug: string): RepositoryId {
  const [owner, name] = slug.split('/');
  return { owner, name };
}
