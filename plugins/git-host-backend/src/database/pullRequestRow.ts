import type {
  PullRequestCheck,
  PullRequestCheckState,
  PullRequestState,
} from '@notes/plugin-git-host-common';
import type { StoredPullRequest } from './PullRequestStore';

export interface PullRequestRow {
  id: string;
  repository_id: string;
  number: number;
  title: string;
  body: string;
  source_branch: string;
  target_branch: string;
  state: PullRequestState;
  author: string;
  head_sha: string;
  base_sha: string | null;
  merge_sha: string | null;
  merged_by: string | null;
  merged_at: Date | null;
  created_at: Date;
  updated_at: Date;
  idempotency_key: string | null;
}

export interface CheckRow {
  pull_request_id: string;
  name: string;
  state: PullRequestCheckState;
  summary: string;
  url: string | null;
  commit_sha: string;
  reported_by: string;
  updated_at: Date;
}

export function toPullRequest(row: PullRequestRow): StoredPullRequest {
  return {
    id: row.id,
    repositoryId: row.repository_id,
    number: row.number,
    title: row.title,
    body: row.body,
    sourceBranch: row.source_branch,
    targetBranch: row.target_branch,
    state: row.state,
    author: row.author,
    headSha: row.head_sha,
    baseSha: row.base_sha ?? undefined,
    mergeSha: row.merge_sha ?? undefined,
    mergedBy: row.merged_by ?? undefined,
    mergedAt: row.merged_at?.toISOString(),
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}

export function toCheck(row: CheckRow): PullRequestCheck {
  return {
    name: row.name,
    state: row.state,
    summary: row.summary,
    url: row.url ?? undefined,
    commitSha: row.commit_sha,
    reportedBy: row.reported_by,
    updatedAt: row.updated_at.toISOString(),
  };
}
