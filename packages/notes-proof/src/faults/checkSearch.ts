import type { Api } from '../harness/Api.ts';
import type { Check } from './Check.ts';
import type { AcceptedNote, Ledger } from './Ledger.ts';

interface SearchPage {
  readonly matching: string;
  readonly items: readonly {
    readonly noteId: string;
    readonly version: number;
  }[];
}

/** Every active note is found by the word of its newest version, and no deleted one. */
export async function checkSearch(api: Api, ledger: Ledger): Promise<Check> {
  const problems: string[] = [];
  for (const note of ledger.notes.values()) {
    const problem = await compare(api, note);
    if (problem !== undefined) problems.push(problem);
  }
  return { name: 'search finds them', checked: ledger.notes.size, problems };
}

async function compare(
  api: Api,
  note: AcceptedNote,
): Promise<string | undefined> {
  const reply = await api.send(note.owner, {
    path: `/api/search?q=${note.word}`,
  });
  if (reply.status !== 200) return `searching answers ${reply.status}`;
  const page = reply.body as SearchPage;
  // Words that only look alike belong to other notes.
  const found = page.matching === 'exact' ? page.items : [];
  const hit = found.find(({ noteId }) => noteId === note.id);
  if (note.state === 'deleted') {
    return hit && `deleted note ${note.id} is still found`;
  }
  return hit?.version === note.version
    ? undefined
    : `note ${note.id} v${note.version} is found as ${hit ? `v${hit.version}` : 'nothing'}`;
}
