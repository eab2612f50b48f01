import type { JsonObject } from '@backstage/types';

/**
 * Where a plan stands.
 *
 * - `ready`: it may be created
 * - `approval-required`: somebody must be asked first
 * - `waiting`: the approvers have been asked
 * - `approved`, `denied`: they have decided
 * - `created`: a task was started from it
 * - `void`: the template changed or the plan is too old; make a new one
 *
 * @public
 */
export type PlanState =
  | 'ready'
  | 'approval-required'
  | 'waiting'
  | 'approved'
  | 'denied'
  | 'created'
  | 'void';

/** A part of a plan that needs something which may not be here. @public */
export type PlanSection<T> =
  | { state: 'available'; data: T }
  | {
      state: 'unavailable';
      /** Why it is not here, in one sentence. */
      reason: string;
      /** The step that brings it, such as `npm run tools`. */
      fix: string | undefined;
    }
  | {
      state: 'failed';
      /** What the tool said. */
      reason: string;
    };

/** @public */
export interface PlanFile {
  path: string;
  size: number;
  executable: boolean;
  /** The content of a text file is asked for by path. */
  kind: 'text' | 'binary' | 'symlink' | 'too-large';
  /** The name that git gives to the content. */
  blob: string;
}

/** @public */
export interface PlanFileContent extends PlanFile {
  /** None for a binary or oversized file. */
  content: string | undefined;
}

/** One object of Kubernetes. @public */
export interface PlanManifest {
  apiVersion: string;
  kind: string;
  name: string;
  /** `chart` or `kustomize`. */
  source: 'chart' | 'kustomize';
  yaml: string;
}

/** @public */
export interface PlanEnvironment {
  name: string;
  namespace: string | undefined;
  manifests: PlanSection<PlanManifest[]>;
}

/** @public */
export interface PlanClaim {
  path: string;
  apiVersion: string;
  kind: string;
  name: string;
  yaml: string;
}

/** A resource that the platform makes for a claim. @public */
export interface PlanComposedResource {
  /** `PostgreSQLInstance/billing-postgresql`. */
  claim: string;
  /** Each environment composes its own. */
  environment?: string;
  apiVersion: string;
  kind: string;
  /** Ends with … where the control plane adds letters of its own choice. */
  name: string;
  /** Its name in the composition, `dead-letter`; unique for a claim in an environment. */
  resource?: string;
  /** As the first render has it; the values of Secrets are left out. */
  yaml?: string;
}

/** What one check says of one thing. @public */
export interface PlanFinding {
  /** `pass` is not listed. */
  severity: 'error' | 'warning';
  rule: string;
  /** `prod: Deployment/billing`. */
  subject: string;
  message: string;
}

/** @public */
export interface PlanCheck {
  name: string;
  /** `not-run` says why in `reason`, so that nobody takes silence for approval. */
  state: 'passed' | 'failed' | 'not-run';
  checked: number;
  findings: PlanFinding[];
  reason: string | undefined;
  fix: string | undefined;
}

/** @public */
export interface PlanPolicy {
  /** `incomplete`: nothing failed, and not every check could run. */
  verdict: 'pass' | 'fail' | 'incomplete';
  checks: PlanCheck[];
}

/** @public */
export interface PlanCostItem {
  environment: string;
  claim: string;
  description: string;
  monthly: number;
}

/** @public */
export interface PlanCost {
  currency: string;
  items: PlanCostItem[];
  /** Sum by environment. */
  environments: { [environment: string]: number };
  monthly: number;
  /** When the price table was last gone through; no promise that a price is still valid. */
  pricesAsOf: string | undefined;
  /** What the estimate takes for granted. */
  assumptions: string[];
  /** Claims for which there is no price. */
  unpriced: string[];
}

/** Something outside the portal's memory that a task makes. @public */
export interface PlanEffect {
  kind: 'repository' | 'catalog-entity' | 'gitops-commit' | 'other';
  /** `notes/billing`, `component:default/billing`. */
  target: string;
  /** The step of the template that makes it. */
  step: string;
  description: string;
}

/** @public */
export interface PlanApproval {
  required: boolean;
  /** The group whose members decide. */
  approvers: string[];
  /** Whether the one who reads may decide now. */
  canDecide: boolean;
  request: { by: string; at: string; note: string | undefined } | undefined;
  decision:
    | {
        outcome: 'approved' | 'denied';
        by: string;
        at: string;
        reason: string | undefined;
      }
    | undefined;
}

/** What is said of a plan in a list. @public */
export interface PlanSummary {
  id: string;
  /** Over template, version, steps, input and rendered tree: what is approved is this. */
  hash: string;
  state: PlanState;
  /** Why it is void. */
  stateReason: string | undefined;
  templateRef: string;
  templateTitle: string;
  templateVersion: string;
  /** The name of what would be made. */
  name: string | undefined;
  createdBy: string;
  createdAt: string;
  expiresAt: string;
  approval: PlanApproval;
  /** The task that was started from it. */
  taskId: string | undefined;
}

/**
 * What would happen, before anything does.
 *
 * @public
 */
export interface Plan extends PlanSummary {
  /** Over template and values. */
  inputHash: string;
  /** The name that git gives to what the layers render. */
  renderTree: string;
  values: JsonObject;
  layers: string[];
  files: PlanFile[];
  totalBytes: number;
  environments: PlanEnvironment[];
  claims: PlanClaim[];
  composed: PlanSection<PlanComposedResource[]>;
  policy: PlanPolicy;
  cost: PlanSection<PlanCost>;
  scorecard: PlanSection<{ level: string; explanation: string }>;
  effects: PlanEffect[];
  warnings: string[];
  durationMs: number;
}
