import { rm, stat } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import { GitError } from './runGit';

/** No git process of the portal lives for longer. */
const STALE_AFTER_MS = 90_000;

/**
 * Removes the lock that git stumbled over, when the process that made it was killed long ago.
 *
 * Without it a kill in the wrong millisecond would close a branch for good.
 */
export async function removeStaleLock(
  error: unknown,
  repository: string,
): Promise<boolean> {
  const lock =
    error instanceof GitError
      ? /Unable to create '(.+\.lock)': File exists/.exec(error.stderr)?.[1]
      : undefined;
  const path = lock && resolve(repository, lock);
  if (!path?.startsWith(resolve(repository) + sep)) {
    return false;
  }
  const made = await stat(path).catch(() => undefined);
  if (made && Date.now() - made.mtimeMs < STALE_AFTER_MS) {
    return false;
  }
  await rm(path, { force: true });
  return true;
}
