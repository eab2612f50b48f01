import type { CloudEvent } from '@notes/events';

export const STEPS = ['mail', 'index', 'audit'] as const;
export type StepName = (typeof STEPS)[number];
export type StepState = 'requested' | 'done' | 'failed';
export type WorkflowState =
  'running' | 'completed' | 'compensated' | 'cancelled';

export interface WorkflowStep {
  readonly name: StepName;
  readonly state: StepState;
  readonly attempts: number;
  readonly requestedAt: Date;
  readonly retryAt: Date;
  readonly finishedAt?: Date;
  readonly detail?: string;
}

/** What happens after a note was created, as the journal has it. */
export interface Workflow {
  readonly noteId: string;
  readonly ownerId: string;
  /** The version of the note that is carried through. */
  readonly version: number;
  readonly state: WorkflowState;
  readonly startedAt: Date;
  readonly deadlineAt: Date;
  readonly finishedAt?: Date;
  readonly noteEvent?: CloudEvent;
  readonly mailEvent?: CloudEvent;
  readonly steps: readonly WorkflowStep[];
}

export interface JournalEntry {
  readonly at: Date;
  readonly entry: string;
  readonly step?: StepName;
}

export interface WorkflowTimes {
  /** How long all steps together may take before the note goes into quarantine. */
  readonly deadlineMs: number;
  /** How long a step may take before it is asked for again; it doubles each time. */
  readonly retryMs: number;
}
