import type { CommitAuthor } from '../types';

/** As much of a catalog user as a commit shows. @public */
export interface Author {
  /** An entity reference such as `user:default/dev.rivera`. */
  ref?: string;
  entity?: {
    metadata: { name: string };
    spec: { profile?: { displayName?: string; email?: string } };
  };
}

/**
 * A person of the catalog as the author of a commit.
 *
 * @public
 */
export function describeAuthor(user: Author | undefined): CommitAuthor {
  const profile = user?.entity?.spec.profile;
  const account = user?.entity?.metadata.name ?? user?.ref?.split(/[:/]/).pop();
  return {
    name: profile?.displayName ?? account ?? 'Notes portal',
    email: profile?.email ?? '',
  };
}
