import type { Diff, FileDiff } from '@notes/plugin-git-host-common';
import type { BareRepository } from './BareRepository';

/** What git calls the tree with nothing in it. */
const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';
const MAX_FILES = 300;
const MAX_PATCH_BYTES = 1024 * 1024;

// Settings of a repository or of `.gitattributes` must not start a program.
const DIFF = ['diff', '--no-ext-diff', '--no-textconv', '--no-color', '-M'];

const STATUS: Record<string, FileDiff['status']> = {
  A: 'added',
  C: 'added',
  D: 'deleted',
  R: 'renamed',
};

/** Compares two commits; without `base` everything is new. */
export async function readDiff(
  repository: BareRepository,
  range: { base: string | undefined; head: string },
): Promise<Diff> {
  const commits = [range.base ?? EMPTY_TREE, range.head];
  const [summary, patch] = await Promise.all([
    repository.run([...DIFF, '--raw', '--numstat', '-z', ...commits]),
    repository.run([...DIFF, '--patch', ...commits], {
      maxBytes: MAX_PATCH_BYTES,
    }),
  ]);
  const files = parseSummary(summary.stdout.toString('utf8'));
  addPatches(files, patch.stdout.toString('utf8'), patch.truncated);
  return {
    files: files.slice(0, MAX_FILES),
    additions: files.reduce((sum, file) => sum + file.additions, 0),
    deletions: files.reduce((sum, file) => sum + file.deletions, 0),
    truncated: patch.truncated || files.length > MAX_FILES,
  };
}

/** Reads the records of `--raw`, then those of `--numstat`, which name the same files. */
function parseSummary(output: string): FileDiff[] {
  const tokens = output.split('\0');
  const files: FileDiff[] = [];
  let at = 0;
  while (tokens[at]?.startsWith(':')) {
    const letter = tokens[at].split(' ')[4][0];
    const hasTwoPaths = letter === 'R' || letter === 'C';
    files.push({
      path: tokens[at + (hasTwoPaths ? 2 : 1)],
      previousPath: hasTwoPaths ? tokens[at + 1] : undefined,
      status: STATUS[letter] ?? 'modified',
      additions: 0,
      deletions: 0,
      patch: undefined,
      binary: false,
    });
    at += hasTwoPaths ? 3 : 2;
  }
  for (const file of files) {
    const [additions, deletions] = tokens[at].split('\t');
    file.binary = additions === '-';
    file.additions = Number(additions) || 0;
    file.deletions = Number(deletions) || 0;
    at += file.previousPath === undefined ? 1 : 3;
  }
  return files;
}

function addPatches(files: FileDiff[], output: string, cut: boolean): void {
  const patches = output.split(/^(?=diff --git )/m).filter(Boolean);
  // The last one is incomplete when the output was cut off.
  const whole = cut ? patches.slice(0, -1) : patches;
  whole.forEach((patch, index) => {
    const start = patch.search(/^@@ /m);
    if (files[index] && start >= 0) {
      files[index].patch = patch.slice(start);
    }
  });
}
