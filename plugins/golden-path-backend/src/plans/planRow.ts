import type { PlanDocument, StoredPlan } from './PlanStore';

export interface PlanRow {
  id: string;
  hash: string;
  input_hash: string;
  render_tree: string;
  template_ref: string;
  created_by: string;
  created_at: Date;
  expires_at: Date;
  approval_required: boolean;
  approver: string | null;
  requested_at: Date | null;
  request_note: string | null;
  decision: 'approved' | 'denied' | null;
  decided_by: string | null;
  decided_at: Date | null;
  decision_reason: string | null;
  void_reason: string | null;
  task_id: string | null;
  document: PlanDocument;
}

export function toStoredPlan(row: PlanRow): StoredPlan {
  return {
    id: row.id,
    hash: row.hash,
    inputHash: row.input_hash,
    renderTree: row.render_tree,
    templateRef: row.template_ref,
    createdBy: row.created_by,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    approvalRequired: row.approval_required,
    approver: row.approver ?? undefined,
    requestedAt: row.requested_at ?? undefined,
    requestNote: row.request_note ?? undefined,
    decision: row.decision ?? undefined,
    decidedBy: row.decided_by ?? undefined,
    decidedAt: row.decided_at ?? undefined,
    decisionReason: row.decision_reason ?? undefined,
    voidReason: row.void_reason ?? undefined,
    taskId: row.task_id ?? undefined,
    document: row.document,
  };
}
