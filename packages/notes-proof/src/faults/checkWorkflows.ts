import type { Api } from '../harness/Api.ts';
import type { NotesSystem } from '../harness/NotesSystem.ts';
import { until } from '../harness/until.ts';
import { skippedCheck, type Check } from './Check.ts';
import type { Ledger } from './Ledger.ts';

/** A step that got lost is asked for again after a while, which is part of the promise. */
const DONE_WITHIN_MS = 45_000;
const NAME = 'workflows completed';
const NEEDED = ['email-service', 'search-service', 'audit-service'];

interface WorkflowBody {
  readonly state: string;
}

/** Each note went all the way, or its workflow was cancelled because its owner had deleted it before. */
export async function checkWorkflows(
  api: Api,
  system: NotesSystem,
  ledger: Ledger,
): Promise<Check> {
  const missing = NEEDED.filter(name => !system.has(name));
  if (missing.length > 0) {
    return skippedCheck(NAME, `needs ${missing.join(', ')}`);
  }
  const problems: string[] = [];
  for (const note of ledger.notes.values()) {
    let state = '';
    await until(
      `workflow of note ${note.id} ends`,
      async () => {
        const path = `/api/notes/${note.id}/workflow`;
        const { body, status } = await api.send(note.owner, { path });
        state = (body as WorkflowBody | undefined)?.state ?? `${status}`;
        return (
          state === 'completed' || (state === 'cancelled' && note.version > 1)
        );
      },
      // One that hangs has used up the patience for all of them.
      problems.length === 0 ? DONE_WITHIN_MS : 0,
    ).catch(() => {
      problems.push(`workflow of note ${note.id} is ${state}`);
    });
  }
  return { name: NAME, checked: ledger.notes.size, problems };
}
