import { InputError } from '@backstage/errors';
import { serializeDirectoryContents } from '@backstage/plugin-scaffolder-node';
import type { FileChange } from '@notes/plugin-git-host-common';

/** Reads a folder as `git add .` would, without what its `.gitignore` names. */
export async function readFileChanges(folder: string): Promise<FileChange[]> {
  const files = await serializeDirectoryContents(folder, { gitignore: true });
  const changes = files
    .filter(file => !file.symlink)
    .map(file => ({
      path: file.path.replace(/^\.\//, ''),
      content: file.content.toString('base64'),
      encoding: 'base64' as const,
      executable: file.executable ?? false,
    }));
  if (changes.length === 0) {
    throw new InputError(
      'There is nothing to publish: the task has written no file to sourcePath',
    );
  }
  return changes;
}
