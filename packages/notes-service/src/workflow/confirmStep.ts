import type { PoolClient } from 'pg';
import { decide } from './decide.ts';
import { lockWorkflow } from './loadWorkflow.ts';
import { finishStep, finishWorkflow } from './transitions.ts';
import type { StepName, Workflow } from './Workflow.ts';

export interface Confirmation {
  readonly noteId: string;
  readonly step: StepName;
  readonly outcome: 'done' | 'failed';
  readonly detail?: string;
  readonly at: Date;
  /** Whether the confirmation is for what this workflow carries, and not for an earlier or later change. */
  readonly concerns: (workflow: Workflow) => boolean;
}

/**
 * Takes a confirmation into the journal, and ends the workflow with the last one. A confirmation that comes twice,
 * late, or for a note that is gone changes nothing.
 */
export async function confirmStep(
  client: PoolClient,
  confirmation: Confirmation,
): Promise<'confirmed' | 'ignored'> {
  const { at, concerns, detail, noteId, outcome, step } = confirmation;
  const workflow = await lockWorkflow(client, noteId);
  if (workflow?.state !== 'running' || !concerns(workflow)) return 'ignored';
  const open = workflow.steps.find(one => one.name === step);
  if (open?.state !== 'requested') return 'ignored';

  const ended = {
    name: step,
    state: outcome,
    at,
    ...(detail === undefined ? {} : { detail }),
  };
  await finishStep(client, workflow, ended);
  const steps = workflow.steps.map(one =>
    one.name === step ? { ...one, state: outcome } : one,
  );
  if (decide({ ...workflow, steps }, at).kind === 'complete') {
    await finishWorkflow(client, workflow, { at, state: 'completed' });
  }
  return 'confirmed';
}
