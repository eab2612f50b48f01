import type { FileChange } from '@notes/plugin-git-host-common';
import type { RenderedFile } from '@notes/plugin-golden-path-node';

/** A file as the git host takes it. */
export function toFileChange(file: RenderedFile): FileChange {
  return {
    path: file.path,
    content: file.content.toString('base64'),
    encoding: 'base64',
    executable: file.executable,
  };
}

/** What turns one set of files into another. */
export function listChanges(
  from: readonly RenderedFile[],
  to: readonly RenderedFile[],
): FileChange[] {
  const before = new Map(from.map(file => [file.path, file]));
  const after = new Set(to.map(file => file.path));
  const written = to.filter(file => {
    const old = before.get(file.path);
    return (
      old?.executable !== file.executable || !old.content.equals(file.content)
    );
  });
  const deleted = from.filter(file => !after.has(file.path));
  return [
    ...written.map(toFileChange),
    ...deleted.map(({ path }) => ({ path })),
  ];
}
