import type { RepositoryId } from '@notes/plugin-git-host-common';
import type { BareRepository, GitStorage } from '../git';

/**
 * The folder of a repository, or nothing: a portal that is killed while it deletes a repository leaves
 * the row without the folder.
 */
export async function openIfThere(
  storage: Pick<GitStorage, 'open'>,
  id: RepositoryId,
): Promise<BareRepository | undefined> {
  return storage.open(id).catch(error => {
    if ((error as Error).name !== 'NotFoundError') {
      throw error;
    }
    return undefined;
  });
}
