import { randomUUID } from 'node:crypto';
import { ConflictError } from '@backstage/errors';
import type {
  PullRequestCheck,
  PullRequestState,
} from '@notes/plugin-git-host-common';
import type { Knex } from 'knex';
import {
  CheckRow,
  PullRequestRow,
  toCheck,
  toPullRequest,
} from './pullRequestRow';
import type {
  NewPullRequest,
  PullRequestEnd,
  PullRequestStore,
} from './PullRequestStore';

const UNIQUE_VIOLATION = '23505';

/** Keeps pull requests and their checks in PostgreSQL. */
export class DatabasePullRequestStore implements PullRequestStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async insert(
    request: NewPullRequest,
    prepare: (number: number) => Promise<string>,
  ) {
    return this.#knex.transaction(async tx => {
      const number = await nextNumber(tx, request.repositoryId);
      const { id } = await insertRow(tx, request, number);
      const [row] = await tx<PullRequestRow>('pull_requests')
        .where({ id })
        .update({ head_sha: await prepare(number) })
        .returning('*');
      return toPullRequest(row);
    });
  }

  async find(repositoryId: string, number: number) {
    return this.#first({ repository_id: repositoryId, number });
  }

  async findByKey(
    repositoryId: string,
    author: string,
    idempotencyKey: string,
  ) {
    return this.#first({
      repository_id: repositoryId,
      author,
      idempotency_key: idempotencyKey,
    });
  }

  async list(repositoryId: string, state?: PullRequestState) {
    const rows = await this.#knex<PullRequestRow>('pull_requests')
      .where({ repository_id: repositoryId, ...(state && { state }) })
      .orderBy('number', 'desc')
      .limit(200);
    return rows.map(toPullRequest);
  }

  async end(id: string, end: PullRequestEnd) {
    const now = new Date();
    const changed = await this.#knex<PullRequestRow>('pull_requests')
      .where({ id, state: 'open' })
      .update({
        state: end.state,
        head_sha: end.headSha,
        base_sha: end.baseSha ?? null,
        merge_sha: end.mergeSha ?? null,
        merged_by: end.mergedBy ?? null,
        merged_at: end.state === 'merged' ? now : null,
        updated_at: now,
      });
    return changed > 0 ? 'ended' : 'unchanged';
  }

  async releaseKey(id: string) {
    await this.#knex<PullRequestRow>('pull_requests')
      .where({ id })
      .update({ idempotency_key: null, updated_at: new Date() });
  }

  async listChecks(id: string): Promise<PullRequestCheck[]> {
    const rows = await this.#knex<CheckRow>('pull_request_checks')
      .where({ pull_request_id: id })
      .orderBy('name');
    return rows.map(toCheck);
  }

  async putCheck(id: string, check: Omit<PullRequestCheck, 'updatedAt'>) {
    await this.#knex<CheckRow>('pull_request_checks')
      .insert({
        pull_request_id: id,
        name: check.name,
        state: check.state,
        summary: check.summary,
        url: check.url ?? null,
        commit_sha: check.commitSha,
        reported_by: check.reportedBy,
        updated_at: new Date(),
      })
      .onConflict(['pull_request_id', 'name'])
      .merge();
  }

  async #first(where: Partial<PullRequestRow>) {
    const row = await this.#knex<PullRequestRow>('pull_requests')
      .where(where)
      .first();
    return row && toPullRequest(row);
  }
}

async function nextNumber(tx: Knex, repositoryId: string): Promise<number> {
  const [row] = await tx('repositories')
    .where({ id: repositoryId })
    .increment('last_pull_number', 1)
    .returning('last_pull_number');
  return row.last_pull_number;
}

async function insertRow(
  tx: Knex,
  request: NewPullRequest,
  number: number,
): Promise<PullRequestRow> {
  try {
    const [row] = await tx<PullRequestRow>('pull_requests')
      .insert({
        id: randomUUID(),
        repository_id: request.repositoryId,
        number,
        title: request.title,
        body: request.body,
        source_branch: request.sourceBranch,
        target_branch: request.targetBranch,
        author: request.author,
        head_sha: '',
        idempotency_key: request.idempotencyKey ?? null,
      })
      .returning('*');
    return row;
  } catch (error) {
    if ((error as { code?: string }).code === UNIQUE_VIOLATION) {
      // Without the cause, which is SQL that helps nobody who reads this.
      throw new ConflictError(
        `There is already an open pull request from '${request.sourceBranch}' into '${request.targetBranch}'`,
      );
    }
    throw error;
  }
}
