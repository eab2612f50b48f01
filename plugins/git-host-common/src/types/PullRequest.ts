import type { CommitAuthor, FileChange } from './Repository';
import type { Commit, Diff } from './GitObjects';

/** @public */
export type PullRequestState = 'open' | 'merged' | 'closed';

/** @public */
export type PullRequestCheckState = 'pending' | 'success' | 'failure';

/** @public */
export interface PullRequestCheck {
  name: string;
  state: PullRequestCheckState;
  summary: string;
  /** Where to read more. */
  url: string | undefined;
  /** The commit that was checked. */
  commitSha: string;
  reportedBy: string;
  updatedAt: string;
}

/** @public */
export interface PullRequest {
  number: number;
  title: string;
  body: string;
  sourceBranch: string;
  targetBranch: string;
  state: PullRequestState;
  author: string;
  createdAt: string;
  updatedAt: string;
  headSha: string;
  mergeSha: string | undefined;
  mergedBy: string | undefined;
  mergedAt: string | undefined;
  pageUrl: string;
}

/** @public */
export interface PullRequestDetail extends PullRequest {
  checks: PullRequestCheck[];
  commits: Commit[];
  diff: Diff;
  /** Files that both sides changed; empty when it merges cleanly. */
  conflicts: string[];
}

/** @public */
export interface OpenPullRequest {
  title: string;
  body?: string;
  sourceBranch: string;
  /** The default branch when left out. */
  targetBranch?: string;
  /**
   * When given, the portal makes `sourceBranch` from the target branch and
   * commits these files to it before it opens the pull request.
   */
  commit?: { message: string; author?: CommitAuthor; files: FileChange[] };
}

/** @public */
export interface ReportPullRequestCheck {
  name: string;
  state: PullRequestCheckState;
  summary?: string;
  url?: string;
}
