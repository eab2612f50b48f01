import type { Branch } from '@notes/plugin-git-host-common';
import type { BareRepository } from './BareRepository';
import { readDefaultBranch } from './resolveRef';

const FORMAT = [
  '%(refname:lstrip=2)',
  '%(objectname)',
  '%(committerdate:iso-strict)',
  '%(contents:subject)',
].join('%00');

/** The branches, the one with the youngest commit first. */
export async function listBranches(
  repository: BareRepository,
): Promise<Branch[]> {
  const defaultBranch = await readDefaultBranch(repository);
  const output = await repository.text([
    'for-each-ref',
    '--sort=-committerdate',
    `--format=${FORMAT}`,
    'refs/heads/',
  ]);
  const lines = output.split('\n').filter(Boolean);
  return lines.map(line => {
    const [name, commitSha, committedAt, subject] = line.split('\0');
    const isDefault = name === defaultBranch;
    return { name, commitSha, committedAt, subject, isDefault };
  });
}
