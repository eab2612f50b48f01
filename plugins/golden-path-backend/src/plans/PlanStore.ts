import type { JsonObject } from '@backstage/types';
import type { Plan } from '@notes/plugin-golden-path-common';

/** The part of a plan that never changes and is not asked for by itself. */
export type PlanDocument = Pick<
  Plan,
  | 'templateTitle'
  | 'templateVersion'
  | 'name'
  | 'layers'
  | 'files'
  | 'totalBytes'
  | 'environments'
  | 'claims'
  | 'composed'
  | 'policy'
  | 'cost'
  | 'scorecard'
  | 'effects'
  | 'warnings'
  | 'durationMs'
> & {
  /** What the task is started with. */
  values: JsonObject;
  /** Names of values that are shown to nobody. */
  hidden: string[];
};

export interface StoredPlan {
  id: string;
  hash: string;
  inputHash: string;
  renderTree: string;
  templateRef: string;
  createdBy: string;
  createdAt: Date;
  expiresAt: Date;
  approvalRequired: boolean;
  approver: string | undefined;
  requestedAt: Date | undefined;
  requestNote: string | undefined;
  decision: 'approved' | 'denied' | undefined;
  decidedBy: string | undefined;
  decidedAt: Date | undefined;
  decisionReason: string | undefined;
  voidReason: string | undefined;
  taskId: string | undefined;
  document: PlanDocument;
}

export type NewPlan = Pick<
  StoredPlan,
  | 'hash'
  | 'inputHash'
  | 'renderTree'
  | 'templateRef'
  | 'createdBy'
  | 'expiresAt'
  | 'approvalRequired'
  | 'approver'
  | 'document'
>;

/** Keeps plans and their files. */
export interface PlanStore {
  insert(
    plan: NewPlan,
    files: { path: string; content: Buffer }[],
  ): Promise<StoredPlan>;
  find(id: string): Promise<StoredPlan | undefined>;
  readFile(id: string, path: string): Promise<Buffer | undefined>;
  list(query: {
    createdBy: string;
    /** Plans that wait for one of these groups belong to the list, too. */
    approvers: string[];
    waiting: boolean;
    templateRef: string | undefined;
    limit: number;
  }): Promise<StoredPlan[]>;
  /** The newest that has not expired. */
  findNewest(query: {
    createdBy: string;
    templateRef: string;
    inputHash: string;
  }): Promise<StoredPlan | undefined>;
  /** Whether exactly this has been approved for the person. */
  findApproved(query: {
    createdBy: string;
    templateRef: string;
    inputHash: string;
    renderTree: string;
  }): Promise<StoredPlan | undefined>;
  request(id: string, note: string | undefined): Promise<StoredPlan>;
  /** Nothing when somebody else was faster. */
  decide(
    id: string,
    decision: {
      outcome: 'approved' | 'denied';
      by: string;
      reason: string | undefined;
    },
  ): Promise<StoredPlan | undefined>;
  void(id: string, reason: string): Promise<void>;
  /** False when a task was started before, or is being started. */
  claimStart(id: string): Promise<boolean>;
  finishStart(id: string, taskId: string | undefined): Promise<void>;
  /** Removes what nobody can use any more, and says how many plans went. */
  prune(): Promise<number>;
}

/** Stands in for the task while it is being started. */
export const STARTING = 'starting';
