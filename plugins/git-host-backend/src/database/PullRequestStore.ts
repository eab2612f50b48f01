import type {
  PullRequestCheck,
  PullRequestState,
} from '@notes/plugin-git-host-common';

/** A pull request as the database knows it. */
export interface StoredPullRequest {
  id: string;
  repositoryId: string;
  number: number;
  title: string;
  body: string;
  sourceBranch: string;
  targetBranch: string;
  state: PullRequestState;
  author: string;
  headSha: string;
  baseSha: string | undefined;
  mergeSha: string | undefined;
  mergedBy: string | undefined;
  mergedAt: string | undefined;
  createdAt: string;
  updatedAt: string;
}

export type NewPullRequest = Pick<
  StoredPullRequest,
  'repositoryId' | 'title' | 'body' | 'sourceBranch' | 'targetBranch' | 'author'
> & { idempotencyKey: string | undefined };

/** What the end of a pull request leaves behind. */
export interface PullRequestEnd {
  state: 'merged' | 'closed';
  headSha: string;
  baseSha: string | undefined;
  mergeSha?: string;
  mergedBy?: string;
}

export interface PullRequestStore {
  /**
   * Stores a pull request under the next number and calls `prepare` in the same
   * transaction; it gives the commit of the source branch.
   *
   * @throws ConflictError when the branches already have an open one
   */
  insert(
    request: NewPullRequest,
    prepare: (number: number) => Promise<string>,
  ): Promise<StoredPullRequest>;
  find(
    repositoryId: string,
    number: number,
  ): Promise<StoredPullRequest | undefined>;
  findByKey(
    repositoryId: string,
    author: string,
    idempotencyKey: string,
  ): Promise<StoredPullRequest | undefined>;
  list(
    repositoryId: string,
    state?: PullRequestState,
  ): Promise<StoredPullRequest[]>;
  /** Ends an open pull request; `unchanged` when it had ended before. */
  end(id: string, end: PullRequestEnd): Promise<'ended' | 'unchanged'>;
  /** Frees its key, so that the same task may open it again. */
  releaseKey(id: string): Promise<void>;
  listChecks(id: string): Promise<PullRequestCheck[]>;
  putCheck(
    id: string,
    check: Omit<PullRequestCheck, 'updatedAt'>,
  ): Promise<void>;
}
