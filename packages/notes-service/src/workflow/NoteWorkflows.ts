import type { Clock } from '@notes/service-kit';
import type { Pool } from 'pg';
import { notFound, type NoteCommands } from '../domain/NoteCommands.ts';
import { NoteError } from '../domain/NoteError.ts';
import type { NoteQueries } from '../domain/NoteQueries.ts';
import { hastenWorkflow } from './hastenWorkflow.ts';
import { readWorkflow } from './loadWorkflow.ts';
import type { JournalEntry, Workflow } from './Workflow.ts';

export interface NoteWorkflowsOptions {
  readonly pool: Pool;
  readonly commands: NoteCommands;
  readonly queries: NoteQueries;
  readonly clock: Clock;
}

export type JournaledWorkflow = Workflow & {
  readonly journal: readonly JournalEntry[];
};

/** What the owner of a note may see of its workflow, and do about it. */
export class NoteWorkflows {
  readonly #options: NoteWorkflowsOptions;

  constructor(options: NoteWorkflowsOptions) {
    this.#options = options;
  }

  async get(ownerId: string, noteId: string): Promise<JournaledWorkflow> {
    await this.#options.queries.get(ownerId, noteId);
    const workflow = await readWorkflow(this.#options.pool, noteId);
    if (!workflow) throw notFound(noteId);
    return workflow;
  }

  async retry(ownerId: string, noteId: string): Promise<JournaledWorkflow> {
    const { clock, commands, pool, queries } = this.#options;
    const note = await queries.get(ownerId, noteId);
    const workflow = await this.get(ownerId, noteId);
    if (workflow.state === 'running') {
      await hastenWorkflow(pool, noteId, clock.now());
    } else if (note.state === 'quarantined') {
      const expectedVersion = note.version;
      await commands.restore({ ownerId, noteId, expectedVersion });
    } else {
      throw new NoteError(
        'wrong-state',
        `The workflow of note "${noteId}" is ${workflow.state}: expected running, or a quarantined note.`,
      );
    }
    return this.get(ownerId, noteId);
  }
}
