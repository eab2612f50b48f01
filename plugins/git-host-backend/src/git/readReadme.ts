import type { FileContent } from '@notes/plugin-git-host-common';
import type { BareRepository } from './BareRepository';
import { readFile, readTree } from './readObjects';
import { findCommit, readDefaultBranch } from './resolveRef';

const README = /^readme(?:\.(?:md|markdown|txt))?$/i;

/** The README of the root folder; nothing when there is none, or no commit yet. */
export async function readReadme(
  repository: BareRepository,
  wanted?: string,
): Promise<FileContent | undefined> {
  const ref = wanted ?? (await readDefaultBranch(repository));
  if (!(await findCommit(repository, ref))) {
    return undefined;
  }
  const { entries } = await readTree(repository, { ref });
  const found = entries.find(
    entry => entry.type === 'file' && README.test(entry.name),
  );
  return found && readFile(repository, { ref, path: found.path });
}
