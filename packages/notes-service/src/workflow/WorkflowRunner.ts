import { inTransaction, type Clock, type Logger } from '@notes/service-kit';
import type { Pool, PoolClient } from 'pg';
import type { NoteEffects } from '../domain/NoteEffects.ts';
import type { NoteStore } from '../domain/NoteStore.ts';
import { decide, type Decision } from './decide.ts';
import { lockWorkflow } from './loadWorkflow.ts';
import { quarantineNote } from './quarantineNote.ts';
import { writeJournal } from './startWorkflow.ts';
import { takeLeases, type Lease } from './takeLeases.ts';
import { finishStep, finishWorkflow, requestSteps } from './transitions.ts';
import type { StepName, Workflow, WorkflowTimes } from './Workflow.ts';

export interface WorkflowRunnerOptions {
  readonly pool: Pool;
  readonly store: NoteStore;
  readonly effects: NoteEffects;
  readonly clock: Clock;
  readonly times: WorkflowTimes;
  readonly logger: Logger;
  readonly leaseMs?: number;
  /** Told after each step that is committed; a test ends the process there. */
  readonly onStep?: (step: string) => void;
}

const LEASE_MS = 30_000;
const BATCH = 20;

/**
 * Does what time demands of workflows: ask again, give up, compensate. Each step is one transaction that reads the
 * journal, decides, acts and writes the journal; a process that dies between two of them leaves a state from which
 * any other goes on.
 */
export class WorkflowRunner {
  readonly #options: WorkflowRunnerOptions;

  constructor(options: WorkflowRunnerOptions) {
    this.#options = options;
  }

  /** Runs what is due and answers how many workflows that were. */
  async runDue(): Promise<number> {
    const { clock, leaseMs = LEASE_MS, logger, onStep, pool } = this.#options;
    const now = clock.now();
    const leases = await takeLeases(pool, { now, leaseMs, limit: BATCH });
    if (leases.length > 0) onStep?.('leased');
    for (const lease of leases) {
      try {
        while ((await this.#step(lease)) === 'more');
      } catch (error) {
        // Its lease runs out, and it is tried again; the others do not wait for it.
        const { noteId } = lease;
        logger.error({ err: error, noteId }, 'a workflow could not go on');
      }
    }
    return leases.length;
  }

  async #step(lease: Lease): Promise<'more' | 'rest'> {
    const { clock, onStep, pool } = this.#options;
    const now = clock.now();
    const taken = await inTransaction(pool, async client => {
      const workflow = await lockWorkflow(client, lease.noteId, lease.token);
      if (workflow?.state !== 'running') return undefined;
      const decision = decide(workflow, now);
      await this.#act(client, workflow, { decision, now });
      return { decision, workflow };
    });
    if (!taken) return 'rest';
    onStep?.(taken.decision.kind);
    if (taken.decision.kind === 'compensate') {
      await this.#compensate(lease, taken.decision.steps);
    }
    return taken.decision.kind === 'request' ||
      taken.decision.kind === 'give-up'
      ? 'more'
      : 'rest';
  }

  async #act(
    client: PoolClient,
    workflow: Workflow,
    { decision, now: at }: { readonly decision: Decision; readonly now: Date },
  ): Promise<void> {
    const { times } = this.#options;
    switch (decision.kind) {
      case 'complete':
        await finishWorkflow(client, workflow, { at, state: 'completed' });
        return;
      case 'give-up': {
        const detail = 'not confirmed before the deadline';
        for (const name of decision.steps) {
          await finishStep(client, workflow, {
            name,
            state: 'failed',
            at,
            detail,
          });
        }
        return;
      }
      case 'request':
        await requestSteps(client, workflow, {
          steps: decision.steps,
          at,
          times,
        });
        return;
      case 'wait':
        await giveBack(client, workflow.noteId, decision.until);
        return;
      case 'compensate':
        // The note is hidden outside of this transaction: it may live in another store.
        return;
    }
  }

  async #compensate(lease: Lease, steps: readonly StepName[]): Promise<void> {
    const { clock, effects, onStep, pool, store } = this.#options;
    const { noteId, token } = lease;
    const reason = `The note was created, but ${steps.join(' and ')} did not happen in time.`;
    const now = clock.now();
    const outcome = await quarantineNote({
      store,
      effects,
      noteId,
      reason,
      now,
    });
    onStep?.('note hidden');
    await inTransaction(pool, async client => {
      const workflow = await lockWorkflow(client, noteId, token);
      // Released meanwhile by its owner: the workflow has started anew and is no longer ours.
      if (workflow?.state !== 'running') return;
      await writeJournal(client, { noteId, at: now, entry: `note ${outcome}` });
      const state = outcome === 'gone' ? 'cancelled' : 'compensated';
      await finishWorkflow(client, workflow, { at: now, state });
    });
    onStep?.('compensated');
  }
}

async function giveBack(
  client: PoolClient,
  noteId: string,
  runAt: Date,
): Promise<void> {
  await client.query(
    'UPDATE workflows SET run_at = $2, lease_token = NULL, lease_until = NULL WHERE note_id = $1',
    [noteId, runAt],
  );
}
