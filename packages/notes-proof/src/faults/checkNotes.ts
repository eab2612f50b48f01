import type { Api } from '../harness/Api.ts';
import type { Check } from './Check.ts';
import type { AcceptedNote, Ledger } from './Ledger.ts';

interface NoteBody {
  readonly version: number;
  readonly title: string;
  readonly state: string;
}

interface Page {
  readonly items: readonly { readonly id: string }[];
  readonly nextCursor?: string;
}

/** Every accepted write is there in its version, and nothing that nobody asked for (RPO 0, F-39). */
export async function checkNotes(api: Api, ledger: Ledger): Promise<Check> {
  const problems: string[] = [];
  for (const note of ledger.notes.values()) {
    const problem = await compare(api, note);
    if (problem !== undefined) problems.push(problem);
  }
  const owners = new Set([...ledger.notes.values()].map(one => one.owner));
  for (const owner of owners) {
    for (const state of ['active', 'deleted'] as const) {
      const expected = ledger.of(owner).filter(one => one.state === state);
      const listed = await listIds(api, owner, state);
      const known = new Set(expected.map(({ id }) => id));
      if (listed.length !== known.size || listed.some(id => !known.has(id))) {
        problems.push(
          `${owner.subject} lists ${listed.length} ${state} notes instead of ${known.size}`,
        );
      }
    }
  }
  return {
    name: 'accepted writes are there',
    checked: ledger.writes,
    problems,
  };
}

async function compare(
  api: Api,
  note: AcceptedNote,
): Promise<string | undefined> {
  const path = `/api/notes/${note.id}`;
  const reply = await api.send(note.owner, { path });
  if (reply.status !== 200) return `note ${note.id} answers ${reply.status}`;
  const { state, title, version } = reply.body as NoteBody;
  const isSame =
    version === note.version && title === note.title && state === note.state;
  return isSame
    ? undefined
    : `note ${note.id} is ${state} v${version} "${title}" instead of ${note.state} v${note.version} "${note.title}"`;
}

async function listIds(
  api: Api,
  owner: AcceptedNote['owner'],
  state: string,
): Promise<string[]> {
  const ids: string[] = [];
  let cursor = '';
  do {
    const path = `/api/notes?limit=100&state=${state}${cursor}`;
    const { body, status } = await api.send(owner, { path });
    if (status !== 200) throw new Error(`${path} answered ${status}`);
    const page = body as Page;
    ids.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor
      ? `&cursor=${encodeURIComponent(page.nextCursor)}`
      : '';
  } while (cursor !== '');
  return ids;
}
