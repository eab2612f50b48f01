import { createHash } from 'node:crypto';
import type { FileChange } from '@notes/plugin-git-host-common';
import type { BareRepository } from './BareRepository';

/** True when a commit already holds every file as the changes would leave it. */
export async function changesNothing(
  repository: BareRepository,
  commitSha: string,
  files: FileChange[],
): Promise<boolean> {
  const listing = await repository.text([
    ...['--literal-pathspecs', 'ls-tree', '-r', '-z', commitSha, '--'],
    ...files.map(file => file.path),
  ]);
  const present = new Map(
    listing
      .split('\0')
      .filter(Boolean)
      .map(entry => {
        const [meta, path] = entry.split('\t', 2);
        const [mode, , hash] = meta.split(' ');
        return [path, `${mode} ${hash}`];
      }),
  );
  // A deletion may name a folder, so what lies below it counts as well.
  return files.every(file =>
    file.content === undefined
      ? ![...present.keys()].some(
          path => path === file.path || path.startsWith(`${file.path}/`),
        )
      : present.get(file.path) === describe(file, commitSha.length),
  );
}

function describe(file: FileChange, hashLength: number): string {
  const content = Buffer.from(file.content ?? '', file.encoding ?? 'utf8');
  const hash = createHash(hashLength === 64 ? 'sha256' : 'sha1')
    .update(`blob ${content.length}\0`)
    .update(content)
    .digest('hex');
  return `${file.executable ? '100755' : '100644'} ${hash}`;
}
