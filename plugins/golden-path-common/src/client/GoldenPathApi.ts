import type { JsonObject } from '@backstage/types';
import type { LedgerEntry, LedgerRecord, UndoResult } from '../ledger';
import type { Plan, PlanFileContent, PlanSummary } from '../plan';

/** @public */
export interface GoldenPathRequestOptions {
  token?: string;
  signal?: AbortSignal;
}

/** Whether what is rendered now may become real. @public */
export interface RenderCheck {
  templateRef: string;
  inputHash: string;
  renderTree: string;
  approvalRequired: boolean;
}

/** Where a version of the templates library can be read again. @public */
export interface LibrarySnapshot {
  /** `owner/name` on the portal's git host. */
  repository: string;
  /** The address for `git clone`. */
  url: string;
  commit: string;
}

/**
 * What the golden path offers over HTTP; `golden-path-backend` describes it in OpenAPI.
 *
 * @public
 */
export interface GoldenPathApi {
  /** Renders, checks and stores; writes nothing outside the portal. */
  createPlan(
    request: { templateRef: string; values: JsonObject },
    options?: GoldenPathRequestOptions,
  ): Promise<Plan>;
  /** One's own plans, or with `state: 'waiting'` those that wait for one's decision too. */
  listPlans(
    query?: { state?: 'waiting'; templateRef?: string; limit?: number },
    options?: GoldenPathRequestOptions,
  ): Promise<PlanSummary[]>;
  getPlan(id: string, options?: GoldenPathRequestOptions): Promise<Plan>;
  getPlanFile(
    id: string,
    path: string,
    options?: GoldenPathRequestOptions,
  ): Promise<PlanFileContent>;
  /** Starts the task; refused when the plan is void or not approved. */
  createFromPlan(
    id: string,
    request: { hash: string; secrets?: Record<string, string> },
    options?: GoldenPathRequestOptions,
  ): Promise<{ taskId: string }>;
  requestApproval(
    id: string,
    request: { note?: string },
    options?: GoldenPathRequestOptions,
  ): Promise<Plan>;
  /** A denial needs a reason. */
  decidePlan(
    id: string,
    request: { decision: 'approve' | 'deny'; hash: string; reason?: string },
    options?: GoldenPathRequestOptions,
  ): Promise<Plan>;
  /** Throws a `ConflictError` when the caller's plan is another, or an approval is missing. */
  checkRender(
    request: RenderCheck,
    options?: GoldenPathRequestOptions,
  ): Promise<{ planId: string | undefined }>;
  listLedger(
    taskId: string,
    options?: GoldenPathRequestOptions,
  ): Promise<LedgerEntry[]>;
  recordEffect(
    record: LedgerRecord,
    options?: GoldenPathRequestOptions,
  ): Promise<LedgerEntry>;
  /** Says what a task is about, and takes back what its failed forerunners left. */
  beginTask(
    request: { taskId: string; templateRef: string; subject: string },
    options?: GoldenPathRequestOptions,
  ): Promise<UndoResult>;
  /** Takes back what a task made, the last first. */
  undoTask(
    taskId: string,
    options?: GoldenPathRequestOptions,
  ): Promise<UndoResult>;
  /** Keeps the version of the templates library that is on disk now, and says where. */
  takeLibrarySnapshot(
    options?: GoldenPathRequestOptions,
  ): Promise<LibrarySnapshot>;
}
