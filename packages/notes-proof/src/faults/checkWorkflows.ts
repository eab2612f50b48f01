import type { Api } from '../harness/Api.ts';
import type { NotesSystem } from '../harness/NotesSystem.ts';
import { skippedCheck, type Check } from './Check.ts';
import type { Ledger } from './Ledger.ts';

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
    const path = `/api/notes/${note.id}/workflow`;
    const { body, status } = await api.send(note.owner, { path });
    const state = (body as WorkflowBody | undefined)?.state ?? `${status}`;
    const isDone =
      state === 'completed' || (state === 'cancelled' && note.version > 1);
    if (!isDone) problems.push(`workflow of note ${note.id} is ${state}`);
  }
  return { name: NAME, checked: ledger.notes.size, problems };
}
