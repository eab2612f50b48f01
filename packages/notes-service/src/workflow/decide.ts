import type { StepName, Workflow, WorkflowStep } from './Workflow.ts';

export type Decision =
  | { readonly kind: 'complete' }
  | { readonly kind: 'give-up'; readonly steps: readonly StepName[] }
  | { readonly kind: 'compensate'; readonly steps: readonly StepName[] }
  | { readonly kind: 'request'; readonly steps: readonly StepName[] }
  | { readonly kind: 'wait'; readonly until: Date };

/** A note that nobody can find or account for is hidden; one whose mail did not go out is not. */
const NEEDED: readonly StepName[] = ['index', 'audit'];

/**
 * What a workflow does next. It looks at nothing but the journaled state and the time, so whoever takes a workflow
 * up after a crash decides the same.
 */
export function decide(workflow: Workflow, now: Date): Decision {
  const { deadlineAt, steps } = workflow;
  const open = steps.filter(step => step.state === 'requested');
  const late = now >= deadlineAt;

  const failed = named(steps.filter(({ state }) => state === 'failed')).filter(
    isNeeded,
  );
  if (failed.length > 0) return { kind: 'compensate', steps: failed };
  if (open.length === 0) return { kind: 'complete' };
  if (late) return { kind: 'give-up', steps: named(open) };

  const due = open.filter(step => step.retryAt <= now);
  if (due.length > 0) return { kind: 'request', steps: named(due) };
  return { kind: 'wait', until: earliest([deadlineAt, ...open.map(retryAt)]) };
}

/** Twice as long each time, at most an hour. */
export function retryDelayMs(retryMs: number, attempts: number): number {
  return Math.min(retryMs * 2 ** Math.min(attempts - 1, 20), 3_600_000);
}

function isNeeded(step: StepName): boolean {
  return NEEDED.includes(step);
}

function named(steps: readonly WorkflowStep[]): StepName[] {
  return steps.map(step => step.name);
}

function retryAt(step: WorkflowStep): Date {
  return step.retryAt;
}

function earliest(dates: readonly Date[]): Date {
  return new Date(Math.min(...dates.map(date => date.getTime())));
}
