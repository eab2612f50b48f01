import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { parse } from 'yaml';
import { createNote, type NoteBody } from '../testing/noteSteps.ts';
import { startNotes, type Notes, type Person } from '../testing/startNotes.ts';

interface Route {
  readonly method: string;
  readonly path: string;
  readonly body: boolean;
}

const BODIES: Readonly<Record<string, unknown>> = {
  updateNote: { title: 'mine now' },
  createAttachment: { fileName: 'a.png', contentType: 'image/png', size: 10 },
  createNote: { title: 'x' },
};

/** Every operation of the document, so that a new route cannot be forgotten here. */
function routes(): (Route & { operationId: string })[] {
  const text = readFileSync(
    new URL('../../openapi.yaml', import.meta.url),
    'utf8',
  );
  const { paths } = parse(text) as {
    paths: Record<string, Record<string, { operationId?: string }>>;
  };
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, { operationId }]) =>
      operationId === undefined
        ? []
        : [{ method, path, operationId, body: operationId in BODIES }],
    ),
  );
}

describe('a note of someone else', () => {
  let notes: Notes;
  let ann: Person;
  let note: NoteBody;
  let attachmentId: string;
  before(async () => {
    notes = await startNotes();
    ann = notes.person();
    note = await createNote(ann);
    const announced = await ann.request(`/api/notes/${note.id}/attachments`, {
      method: 'POST',
      json: BODIES.createAttachment,
    });
    attachmentId = (announced.body as { attachment: { id: string } }).attachment
      .id;
  });
  after(() => notes.close());

  function send(
    who: Person | undefined,
    route: Route & { operationId: string },
    noteId: string,
  ) {
    const path = route.path
      .replace('{noteId}', noteId)
      .replace('{attachmentId}', attachmentId)
      .replace('{version}', '1');
    const init = {
      method: route.method.toUpperCase(),
      headers: { 'if-match': '"v1"' },
      ...(route.body ? { json: BODIES[route.operationId] } : {}),
    };
    return who ? who.request(path, init) : notes.request(path, init);
  }

  it('answers on every route like a note that is not there', async () => {
    const ben = notes.person();
    const ofNotes = routes().filter(({ path }) => path.includes('{noteId}'));
    assert.ok(ofNotes.length >= 15);
    for (const route of ofNotes) {
      const hidden = await send(ben, route, note.id);
      assert.equal(
        hidden.status,
        404,
        `${route.method} ${route.path}: ${hidden.text}`,
      );
      const absent = await send(ben, route, randomUUID());
      assert.equal(absent.status, 404, `${route.method} ${route.path}`);
    }
    assert.deepEqual((await ann.request(`/api/notes/${note.id}`)).body, note);
  });

  it('does not give its attachments to the owner of another note', async () => {
    const ben = notes.person();
    const own = await createNote(ben);
    for (const route of routes().filter(({ path }) =>
      path.includes('{attachmentId}'),
    )) {
      assert.equal((await send(ben, route, own.id)).status, 404, route.path);
    }
  });

  it('is no part of the lists of others', async () => {
    const ben = notes.person();
    assert.deepEqual((await ben.request('/api/notes')).body, { items: [] });
  });

  it('lets nobody in without an identity, and nobody past their permissions', async () => {
    const reader = notes.person(['notes:read']);
    const stranger = notes.person([]);
    for (const route of routes()) {
      const where = `${route.method} ${route.path}`;
      assert.equal((await send(undefined, route, note.id)).status, 401, where);
      assert.equal((await send(stranger, route, note.id)).status, 403, where);
      if (route.method === 'get') continue;
      assert.equal((await send(reader, route, note.id)).status, 403, where);
    }
  });

  it('refuses an id that is none', async () => {
    const reply = await ann.request('/api/notes/..%2f..%2fetc');
    assert.equal(reply.status, 400);
    assert.match(reply.text, /noteId/);
  });
});
