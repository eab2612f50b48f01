import assert from 'node:assert/strict';
import type { Api } from '../harness/Api.ts';
import type { RegisteredPerson } from '../harness/registerPeople.ts';
import type { NotesSystem } from '../harness/NotesSystem.ts';
import { until } from '../harness/until.ts';

/** Parameters of paths that name something a person owns: nobody else may touch it. */
export const OWNED = new Set([
  'noteId',
  'attachmentId',
  'sessionId',
  'userId',
  'deliveryId',
]);

/** Parameters that name what belongs to nobody, or a part of what is owned. */
export const SHARED: Readonly<Record<string, string>> = {
  version: '1',
  environment: 'default',
  key: 'notes.limit',
  proposalId: '00000000-0000-4000-8000-000000000000',
  sequence: '1',
  role: 'user',
  provider: 'company',
};

interface Page {
  readonly items: readonly { readonly id: string }[];
}

/** One of everything, made by its owner, by the name of the parameter. */
export async function createOwnedThings(
  { api, system }: { readonly api: Api; readonly system: NotesSystem },
  owner: RegisteredPerson,
): Promise<Readonly<Record<string, string>>> {
  const note = await api.send(owner, {
    ...{ method: 'POST', path: '/api/notes' },
    json: { title: 'Mine alone', content: 'Nobody else reads this.' },
  });
  assert.equal(note.status, 201);
  const { id: noteId } = note.body as { id: string };
  const attachment = await api.send(owner, {
    ...{ method: 'POST', path: `/api/notes/${noteId}/attachments` },
    json: { fileName: 'a.txt', contentType: 'text/plain', size: 3 },
  });
  assert.equal(attachment.status, 201);
  const made = attachment.body as { attachment: { id: string } };
  const sessions = await api.send(owner, { path: '/api/auth/sessions' });
  const [session] = (sessions.body as Page).items;
  assert.ok(session, 'the owner is signed in');
  return {
    noteId,
    attachmentId: made.attachment.id,
    sessionId: session.id,
    userId: owner.subject,
    ...(system.has('email-service') && {
      deliveryId: await deliveryOf(api, owner),
    }),
  };
}

async function deliveryOf(api: Api, owner: RegisteredPerson): Promise<string> {
  let id = '';
  await until('the mail about the note is known', async () => {
    const reply = await api.send(owner, { path: '/api/email/deliveries' });
    id = (reply.body as Partial<Page>).items?.[0]?.id ?? '';
    return id !== '';
  });
  return id;
}
