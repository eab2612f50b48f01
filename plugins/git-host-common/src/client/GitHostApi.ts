import type {
  AccessToken,
  Branch,
  CommitAuthor,
  CommitDetail,
  CommitPage,
  CommitRequest,
  CommitResult,
  CreatedAccessToken,
  CreatedRepository,
  FileBatch,
  FileChange,
  FileContent,
  OpenPullRequest,
  PullRequest,
  PullRequestDetail,
  PullRequestState,
  ReportPullRequestCheck,
  Repository,
  Tree,
} from '../types';

/** Names one repository. @public */
export interface RepositoryId {
  owner: string;
  name: string;
}

/** @public */
export interface CreateRepositoryRequest extends RepositoryId {
  description?: string;
  /** The catalog entity that owns it, `group:default/notes-team`. */
  ownerRef?: string;
  defaultBranch?: string;
  /** The first commit: the repository and its content appear at once or not at all. */
  initialCommit?: {
    message: string;
    author?: CommitAuthor;
    files: FileChange[];
  };
  /**
   * Replaces a repository that the same caller made with one of these
   * idempotency keys, as long as nobody has changed it since.
   */
  replaces?: string[];
}

/** @public */
export interface ListRepositoriesRequest {
  /** Words to find in owner, name and description. */
  text?: string;
  owner?: string;
  includeArchived?: boolean;
  limit?: number;
  offset?: number;
}

/** @public */
export interface RepositoryList {
  items: Repository[];
  total: number;
}

/** Options of one call. @public */
export interface GitHostRequestOptions {
  /** Who asks; the front end leaves it out. */
  token?: string;
  signal?: AbortSignal;
  /** The same key makes the same thing once. */
  idempotencyKey?: string;
}

/**
 * The git host of the portal.
 *
 * @public
 */
export interface GitHostApi {
  createRepository(
    request: CreateRepositoryRequest,
    options?: GitHostRequestOptions,
  ): Promise<CreatedRepository>;
  listRepositories(
    request?: ListRepositoriesRequest,
    options?: GitHostRequestOptions,
  ): Promise<RepositoryList>;
  getRepository(
    id: RepositoryId,
    options?: GitHostRequestOptions,
  ): Promise<Repository>;
  setArchived(
    id: RepositoryId,
    archived: boolean,
    options?: GitHostRequestOptions,
  ): Promise<Repository>;
  /** With an idempotency key only what the caller made with it, and only while nobody has changed it. */
  deleteRepository(
    id: RepositoryId,
    options?: GitHostRequestOptions,
  ): Promise<void>;

  listBranches(
    id: RepositoryId,
    options?: GitHostRequestOptions,
  ): Promise<Branch[]>;
  getTree(
    id: RepositoryId,
    at: { ref?: string; path?: string },
    options?: GitHostRequestOptions,
  ): Promise<Tree>;
  getFile(
    id: RepositoryId,
    at: { ref?: string; path: string },
    options?: GitHostRequestOptions,
  ): Promise<FileContent>;
  /** Up to 50 text files of one commit; those that do not exist are left out. */
  getFiles(
    id: RepositoryId,
    at: { ref?: string; paths: string[] },
    options?: GitHostRequestOptions,
  ): Promise<FileBatch>;
  /** The README of the root, or nothing. */
  getReadme(
    id: RepositoryId,
    at?: { ref?: string },
    options?: GitHostRequestOptions,
  ): Promise<FileContent | undefined>;
  listCommits(
    id: RepositoryId,
    at?: { ref?: string; path?: string; after?: string; limit?: number },
    options?: GitHostRequestOptions,
  ): Promise<CommitPage>;
  getCommit(
    id: RepositoryId,
    sha: string,
    options?: GitHostRequestOptions,
  ): Promise<CommitDetail>;
  /** Writes and deletes files on a branch in one commit. */
  commit(
    id: RepositoryId,
    request: CommitRequest,
    options?: GitHostRequestOptions,
  ): Promise<CommitResult>;

  listPullRequests(
    id: RepositoryId,
    filter?: { state?: PullRequestState },
    options?: GitHostRequestOptions,
  ): Promise<PullRequest[]>;
  getPullRequest(
    id: RepositoryId,
    number: number,
    options?: GitHostRequestOptions,
  ): Promise<PullRequestDetail>;
  openPullRequest(
    id: RepositoryId,
    request: OpenPullRequest,
    options?: GitHostRequestOptions,
  ): Promise<PullRequest>;
  reportCheck(
    id: RepositoryId,
    number: number,
    check: ReportPullRequestCheck,
    options?: GitHostRequestOptions,
  ): Promise<PullRequestDetail>;
  mergePullRequest(
    id: RepositoryId,
    number: number,
    options?: GitHostRequestOptions,
  ): Promise<PullRequest>;
  closePullRequest(
    id: RepositoryId,
    number: number,
    options?: GitHostRequestOptions,
  ): Promise<PullRequest>;

  /**
   * Closes what the caller opened with this idempotency key and deletes its branch, unless somebody
   * has merged it or pushed to it.
   */
  withdrawPullRequest(
    id: RepositoryId,
    options: GitHostRequestOptions & { idempotencyKey: string },
  ): Promise<PullRequest>;

  listAccessTokens(options?: GitHostRequestOptions): Promise<AccessToken[]>;
  createAccessToken(
    request: { name: string; expiresInDays?: number },
    options?: GitHostRequestOptions,
  ): Promise<CreatedAccessToken>;
  revokeAccessToken(id: string, options?: GitHostRequestOptions): Promise<void>;
}
