import {
  hashTree,
  lintLock,
  LOCK_PATH,
  type TemplateLock,
} from '@notes/plugin-golden-path-node';
import { parse } from 'yaml';
import type { EmittedRepository } from '../../repository';

/** What the lint of lock files says, and whether the recorded tree is what the repository holds. */
export function findLockProblems(repository: EmittedRepository): string[] {
  const text = repository.text(LOCK_PATH);
  const problems = lintLock(text);
  if (problems.length > 0) {
    return problems.map(problem => `${LOCK_PATH}: ${problem}`);
  }
  const { render, secretFiles } = parse(text) as TemplateLock;
  const files = repository
    .paths()
    .filter(path => path !== LOCK_PATH && !secretFiles.includes(path))
    .map(path => ({ path, symlink: false, ...repository.file(path) }));
  const tree = hashTree(files);
  return [
    ...(tree === render.tree
      ? []
      : [`${LOCK_PATH}: render.tree: the files make the tree ${tree}`]),
    ...(files.length === render.files
      ? []
      : [`${LOCK_PATH}: render.files: there are ${files.length}`]),
  ];
}
