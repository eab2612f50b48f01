import assert from 'node:assert/strict';
import type { Person } from './startNotes.ts';

export interface NoteBody {
  id: string;
  version: number;
  state: string;
  reason?: string;
  title: string;
  content: string;
  tags: string[];
  createdAt: string;
  updatedAt: string;
}

export interface Input {
  readonly title?: string;
  readonly content?: string;
  readonly tags?: readonly string[];
}

export async function createNote(
  person: Person,
  input: Input = {},
): Promise<NoteBody> {
  const reply = await person.request('/api/notes', {
    method: 'POST',
    json: { title: 'Shopping', content: 'milk', ...input },
  });
  assert.equal(reply.status, 201, reply.text);
  return reply.body as NoteBody;
}

/** A change of a note, based on the version given. */
export function change(
  person: Person,
  method: string,
  path: string,
  options: {
    readonly version?: number | undefined;
    readonly json?: unknown;
  } = {},
) {
  const { json, version } = options;
  return person.request(path, {
    method,
    ...(json === undefined ? {} : { json }),
    ...(version === undefined
      ? {}
      : { headers: { 'if-match': `"v${version}"` } }),
  });
}

export function itemsOf<T = NoteBody>(reply: { body: unknown }): T[] {
  return (reply.body as { items: T[] }).items;
}
