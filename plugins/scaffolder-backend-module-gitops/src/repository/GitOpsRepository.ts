import type { CommitAuthor, FileChange } from '@notes/plugin-git-host-common';

/** The GitOps repository at one commit. */
export interface GitOpsTree {
  commitSha: string;
  branch: string;
  /** The contents by path; a file that does not exist is left out. */
  read(paths: string[]): Promise<Map<string, string>>;
  /** The paths of the YAML files right in a folder; none when there is no such folder. */
  list(folder: string): Promise<string[]>;
}

export interface GitOpsCommit {
  commitSha: string;
  outcome: 'committed' | 'unchanged';
}

/** The one repository that says what runs where. */
export interface GitOpsRepository {
  /** The address for `git clone`, which Argo CD reads from. */
  cloneUrl(): Promise<string>;
  /** Where people read it. */
  pageUrl(): Promise<string>;
  /** The default branch as it is now. */
  open(): Promise<GitOpsTree>;
  /**
   * Commits on top of a tree.
   *
   * @throws ConflictError when somebody has committed since the tree was opened
   */
  commit(
    tree: GitOpsTree,
    change: { message: string; author: CommitAuthor; files: FileChange[] },
  ): Promise<GitOpsCommit>;
}
