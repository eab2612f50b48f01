import type { CommitAuthor, FileChange } from './Repository';

/** Files to write and delete on a branch in one commit. @public */
export interface CommitRequest {
  /** The default branch when left out. */
  branch?: string;
  /** The commit that the caller has read; a branch that has moved on is refused. */
  parentSha?: string;
  message: string;
  /** The caller when left out. */
  author?: CommitAuthor;
  files: FileChange[];
}

/** @public */
export interface CommitResult {
  branch: string;
  /** The new commit, or the one that holds the same content already. */
  commitSha: string;
  outcome: 'committed' | 'unchanged';
}
