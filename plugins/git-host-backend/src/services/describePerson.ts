import type { CommitAuthor } from '@notes/plugin-git-host-common';

/** The author of a commit that the portal makes for somebody. */
export function describePerson(caller: string): CommitAuthor {
  const name = caller.split(/[:/]/).pop() ?? caller;
  // An address that can never receive mail, because the portal knows none.
  return { name, email: `${name}@users.noreply.invalid` };
}
