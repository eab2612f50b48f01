import type {
  OpenPullRequest,
  PullRequest,
  PullRequestDetail,
  PullRequestState,
  ReportPullRequestCheck,
  RepositoryId,
} from '@notes/plugin-git-host-common';
import type { Caller } from './RepositoryService';

/** Opens, shows, checks and ends pull requests. */
export interface PullRequestService {
  open(
    id: RepositoryId,
    request: OpenPullRequest & { idempotencyKey?: string },
    caller: Caller,
  ): Promise<PullRequest>;
  list(
    id: RepositoryId,
    filter: { state?: PullRequestState },
    caller: Caller,
  ): Promise<PullRequest[]>;
  get(
    id: RepositoryId,
    number: number,
    caller: Caller,
  ): Promise<PullRequestDetail>;
  reportCheck(
    id: RepositoryId,
    number: number,
    check: ReportPullRequestCheck,
    caller: Caller,
  ): Promise<PullRequestDetail>;
  /** Merging a merged pull request again changes nothing. */
  merge(id: RepositoryId, number: number, caller: Caller): Promise<PullRequest>;
  /** Closing a closed pull request again changes nothing. */
  close(id: RepositoryId, number: number, caller: Caller): Promise<PullRequest>;
  /**
   * Takes back what the caller opened with this key: closes it and deletes its branch.
   *
   * @throws NotFoundError when there is none
   * @throws ConflictError when it was merged, or somebody pushed to its branch
   */
  withdraw(id: RepositoryId, key: string, caller: Caller): Promise<PullRequest>;
}
