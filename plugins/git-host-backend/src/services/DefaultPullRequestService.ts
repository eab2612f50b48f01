import { ConflictError, NotFoundError } from '@backstage/errors';
import { describePerson } from '@notes/plugin-git-host-common';
import type {
  OpenPullRequest,
  PullRequest,
  PullRequestDetail,
  PullRequestState,
  ReportPullRequestCheck,
  RepositoryId,
} from '@notes/plugin-git-host-common';
import type {
  PullRequestStore,
  RepositoryStore,
  StoredPullRequest,
  StoredRepository,
} from '../database';
import {
  BareRepository,
  findCommit,
  findConflicts,
  findMergeBase,
  GitStorage,
  listCommitsBetween,
  mergeIntoBranch,
  readDiff,
  resolveRef,
} from '../git';
import { assertWithdrawable, deleteSourceBranch } from './assertWithdrawable';
import { describeCaller } from './describeCaller';
import { prepareSourceBranch } from './prepareSourceBranch';
import type { PullRequestService } from './PullRequestService';
import type { RepositoryLinks } from './RepositoryLinks';
import type { Caller } from './RepositoryService';

interface Found {
  stored: StoredRepository;
  repository: BareRepository;
  pull: StoredPullRequest;
}

/** Pull requests on bare repositories. */
export class DefaultPullRequestService implements PullRequestService {
  readonly #repositories: RepositoryStore;
  readonly #pulls: PullRequestStore;
  readonly #storage: GitStorage;
  readonly #links: RepositoryLinks;

  constructor(options: {
    repositories: RepositoryStore;
    pulls: PullRequestStore;
    storage: GitStorage;
    links: RepositoryLinks;
  }) {
    this.#repositories = options.repositories;
    this.#pulls = options.pulls;
    this.#storage = options.storage;
    this.#links = options.links;
  }

  async open(
    id: RepositoryId,
    request: OpenPullRequest & { idempotencyKey?: string },
    caller: Caller,
  ): Promise<PullRequest> {
    const author = describeCaller(caller.credentials);
    const stored = await this.#requireWritable(id);
    const { idempotencyKey } = request;
    const made = idempotencyKey
      ? await this.#pulls.findByKey(stored.id, author, idempotencyKey)
      : undefined;
    if (made) {
      return this.#describe(id, made);
    }
    const targetBranch = request.targetBranch ?? stored.defaultBranch;
    const repository = await this.#storage.open(id);
    const opened = await this.#pulls.insert(
      {
        repositoryId: stored.id,
        title: request.title,
        body: request.body ?? '',
        sourceBranch: request.sourceBranch,
        ...{ targetBranch, author, idempotencyKey },
      },
      number =>
        prepareSourceBranch(repository, {
          ...{ ...request, targetBranch, number },
          author: request.commit?.author ?? describePerson(author),
        }),
    );
    return this.#describe(id, opened);
  }

  async list(
    id: RepositoryId,
    filter: { state?: PullRequestState },
    _caller: Caller,
  ): Promise<PullRequest[]> {
    const stored = await this.#require(id);
    const pulls = await this.#pulls.list(stored.id, filter.state);
    return pulls.map(pull => this.#describe(id, pull));
  }

  async get(
    id: RepositoryId,
    number: number,
    _caller: Caller,
  ): Promise<PullRequestDetail> {
    const { repository, pull } = await this.#find(id, number);
    const { base, head } = await readRange(repository, pull);
    const from =
      pull.baseSha ?? (await findMergeBase(repository, { base, head }));
    const [checks, commits, diff, conflicts] = await Promise.all([
      this.#pulls.listChecks(pull.id),
      listCommitsBetween(repository, { base: from ?? base, head }),
      readDiff(repository, { base: from, head }),
      pull.state === 'open' ? findConflicts(repository, { base, head }) : [],
    ]);
    return {
      ...this.#describe(id, { ...pull, headSha: head }),
      ...{ checks, commits, diff, conflicts },
    };
  }

  async reportCheck(
    id: RepositoryId,
    number: number,
    check: ReportPullRequestCheck,
    caller: Caller,
  ): Promise<PullRequestDetail> {
    const { repository, pull } = await this.#find(id, number);
    const { head } = await readRange(repository, pull);
    await this.#pulls.putCheck(pull.id, {
      name: check.name,
      state: check.state,
      summary: check.summary ?? '',
      url: check.url,
      commitSha: head,
      reportedBy: describeCaller(caller.credentials),
    });
    return this.get(id, number, caller);
  }

  async merge(
    id: RepositoryId,
    number: number,
    caller: Caller,
  ): Promise<PullRequest> {
    const { repository, pull, stored } = await this.#find(id, number);
    if (pull.state === 'merged') {
      return this.#describe(id, pull);
    }
    await this.#requireWritable(id);
    assertOpen(pull);
    const { base, head } = await readRange(repository, pull);
    await this.#assertChecked(pull, head);
    const mergedBy = describeCaller(caller.credentials);
    const baseSha = await findMergeBase(repository, { base, head });
    const mergeSha = await mergeIntoBranch(repository, {
      ...{ base, head, branch: pull.targetBranch },
      message: `Merge pull request #${number}: ${pull.title}\n\n${pull.sourceBranch} into ${pull.targetBranch}\n`,
      author: describePerson(mergedBy),
    });
    await repository.run(['update-ref', `refs/pull/${number}/head`, head]);
    await this.#pulls.end(pull.id, {
      ...{ state: 'merged', headSha: head, baseSha, mergeSha, mergedBy },
    });
    await this.#repositories.touchPushed(stored.id);
    return this.#describeNow(id, number);
  }

  async close(
    id: RepositoryId,
    number: number,
    _caller: Caller,
  ): Promise<PullRequest> {
    const { repository, pull } = await this.#find(id, number);
    if (pull.state !== 'closed') {
      assertOpen(pull);
      const { base, head } = await readRange(repository, pull);
      const baseSha = await findMergeBase(repository, { base, head });
      await repository.run(['update-ref', `refs/pull/${number}/head`, head]);
      await this.#pulls.end(pull.id, {
        ...{ state: 'closed', headSha: head, baseSha },
      });
    }
    return this.#describeNow(id, number);
  }

  async withdraw(
    id: RepositoryId,
    key: string,
    caller: Caller,
  ): Promise<PullRequest> {
    const stored = await this.#requireWritable(id);
    const author = describeCaller(caller.credentials);
    const pull = await this.#pulls.findByKey(stored.id, author, key);
    if (!pull) {
      throw new NotFoundError(
        `Repository '${id.owner}/${id.name}' has no pull request of this key`,
      );
    }
    const repository = await this.#storage.open(id);
    await assertWithdrawable(repository, pull);
    await this.close(id, pull.number, caller);
    await deleteSourceBranch(repository, pull);
    await this.#pulls.releaseKey(pull.id);
    return this.#describeNow(id, pull.number);
  }

  async #assertChecked(pull: StoredPullRequest, head: string): Promise<void> {
    const checks = await this.#pulls.listChecks(pull.id);
    const open = checks.find(
      check => check.commitSha === head && check.state !== 'success',
    );
    if (open) {
      throw new ConflictError(
        `Pull request #${pull.number} cannot be merged: check '${open.name}' is '${open.state}'`,
      );
    }
  }

  async #find(id: RepositoryId, number: number): Promise<Found> {
    const stored = await this.#require(id);
    const pull = await this.#pulls.find(stored.id, number);
    if (!pull) {
      throw new NotFoundError(
        `Repository '${id.owner}/${id.name}' has no pull request #${number}`,
      );
    }
    return { stored, pull, repository: await this.#storage.open(id) };
  }

  async #require(id: RepositoryId): Promise<StoredRepository> {
    const stored = await this.#repositories.find(id);
    if (!stored) {
      throw new NotFoundError(
        `Repository '${id.owner}/${id.name}' does not exist`,
      );
    }
    return stored;
  }

  async #requireWritable(id: RepositoryId): Promise<StoredRepository> {
    const stored = await this.#require(id);
    if (stored.archived) {
      throw new ConflictError(
        `Repository '${id.owner}/${id.name}' is archived, nothing in it changes`,
      );
    }
    return stored;
  }

  async #describeNow(id: RepositoryId, number: number): Promise<PullRequest> {
    return this.#describe(id, (await this.#find(id, number)).pull);
  }

  #describe(id: RepositoryId, stored: StoredPullRequest): PullRequest {
    const { id: _, repositoryId, baseSha, ...pull } = stored;
    const pageUrl = `${this.#links.page(id)}/pull-requests/${pull.number}`;
    return { ...pull, pageUrl };
  }
}

/** The two commits to join; the last known head when the source branch is gone. */
async function readRange(repository: BareRepository, pull: StoredPullRequest) {
  if (pull.state !== 'open') {
    return { base: pull.baseSha ?? pull.headSha, head: pull.headSha };
  }
  const { commitSha: base } = await resolveRef(repository, pull.targetBranch);
  const source = await findCommit(repository, pull.sourceBranch);
  return { base, head: source ?? pull.headSha };
}

function assertOpen(pull: StoredPullRequest): void {
  if (pull.state !== 'open') {
    throw new ConflictError(
      `Pull request #${pull.number} is ${pull.state}, only an open one can be merged or closed`,
    );
  }
}
