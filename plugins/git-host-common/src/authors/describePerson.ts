import type { CommitAuthor } from '../types';

/** The author of a commit that the portal makes for somebody of whom it has only the name. @public */
export function describePerson(caller: string): CommitAuthor {
  const name = caller.split(/[:/]/).pop() ?? caller;
  // An address that can never receive mail, because the portal knows none.
  return { name, email: `${name}@users.noreply.invalid` };
}
