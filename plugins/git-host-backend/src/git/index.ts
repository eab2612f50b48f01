export { BareRepository } from './BareRepository';
export { changesNothing } from './changesNothing';
export { commitFiles } from './commitFiles';
export { GitStorage } from './GitStorage';
export { listBranches } from './listBranches';
export { listCommits, listCommitsBetween, readCommit } from './readCommits';
export { readDiff } from './readDiff';
export {
  findFile,
  listFiles,
  readBlob,
  readFile,
  readTree,
} from './readObjects';
export { readFiles } from './readFiles';
export { readReadme } from './readReadme';
export { findCommit, readDefaultBranch, resolveRef } from './resolveRef';
export type { ResolvedRef } from './resolveRef';
export { GitError } from './runGit';
export { findConflicts, findMergeBase, mergeIntoBranch } from './mergeBranches';
