import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { Pool } from 'pg';
import type { Note, NoteChange, NoteRevision } from '../domain/Note.ts';
import type { NoteReader } from '../domain/NoteReader.ts';
import type { NoteStore } from '../domain/NoteStore.ts';
import { nextRevision } from '../domain/nextRevision.ts';
import { createNoteEffects } from '../events/createNoteEffects.ts';
import { aNote, NOW, versionOf } from './aNote.ts';

export interface OpenedStore {
  readonly store: NoteStore;
  readonly reader: NoteReader;
  /** Where effects end up, whatever the store. */
  readonly pool: Pool;
  close(): Promise<void>;
}

const effects = createNoteEffects('http://localhost:4000');

/** What every store of notes must do; each adapter runs all of it. */
export function describeNoteStore(
  name: string,
  open: () => Promise<OpenedStore>,
  {
    races = false,
    skip = false,
  }: {
    readonly skip?: string | false;
    /** Why tests of writers side by side are skipped. */
    readonly races?: string | false;
  } = {},
): void {
  describe(`notes in ${name}`, { skip }, () => {
    let opened: OpenedStore;
    before(async () => {
      opened = await open();
    });
    after(() => opened.close());

    async function created(fields: Partial<Note> = {}): Promise<Note> {
      const note = aNote(fields);
      const revision = { note, change: 'created' } as const;
      await opened.store.create(revision, effects.of(revision));
      return note;
    }

    async function write(
      note: Note,
      change: NoteChange,
      options: { title?: string; now?: Date } = {},
    ): Promise<NoteRevision> {
      const { now = NOW, title = note.title } = options;
      const content = { ...note, title };
      const revision = nextRevision(note, { change, now, content });
      const outcome = await opened.store.replace(
        revision,
        effects.of(revision),
      );
      assert.equal(outcome, 'stored');
      return revision;
    }

    async function messages(noteId: string): Promise<string[]> {
      const { rows } = await opened.pool.query<{ type: string }>(
        `SELECT event->>'type' AS type FROM outbox
          WHERE event->'data'->>'noteId' = $1 ORDER BY position`,
        [noteId],
      );
      return rows.map(({ type }) => type);
    }

    it('gives back a note exactly as it was created', async () => {
      const note = await created({
        title: `it's "quoted"; -- \u{1F600}`,
        tags: ['b', 'a'],
      });
      assert.deepEqual(await opened.store.find(note.id), note);
      assert.equal(await opened.store.find(randomUUID()), undefined);
    });

    it(
      'stores the revision of one writer, and nothing of the other',
      { skip: races },
      async () => {
        const note = await created();
        const revisions = ['left', 'right'].map(title =>
          nextRevision(note, {
            change: 'updated',
            now: NOW,
            content: { ...note, title },
          }),
        );
        const outcomes = await Promise.all(
          revisions.map(one => opened.store.replace(one, effects.of(one))),
        );
        assert.deepEqual([...outcomes].sort(), ['stale', 'stored']);
        const winner = revisions[outcomes.indexOf('stored')];
        assert.deepEqual(await opened.store.find(note.id), winner?.note);
        assert.equal(
          (await opened.reader.version(versionOf(note, 2)))?.title,
          winner?.note.title,
        );
        const types = ['note.created', 'email.requested', 'note.updated'];
        assert.deepEqual(await messages(note.id), types);
      },
    );

    it('keeps every version as it was written', async () => {
      const note = await created();
      const second = await write(note, 'updated', { title: 'Second' });
      await write(second.note, 'deleted');
      const versions = await opened.reader.versions(note.id, { limit: 10 });
      assert.deepEqual(
        versions.map(({ change, title, version }) => [version, change, title]),
        [
          [3, 'deleted', 'Second'],
          [2, 'updated', 'Second'],
          [1, 'created', 'Lamp'],
        ],
      );
      const page = await opened.reader.versions(note.id, {
        limit: 1,
        before: 3,
      });
      assert.deepEqual(
        page.map(({ version }) => version),
        [2],
      );
      assert.deepEqual(await opened.reader.version(versionOf(note, 1)), {
        version: 1,
        change: 'created',
        title: note.title,
        content: note.content,
        tags: note.tags,
        createdAt: NOW,
      });
      assert.equal(await opened.reader.version(versionOf(note, 4)), undefined);
      const stranger = { ...versionOf(note, 1), ownerId: 'someone-else' };
      assert.equal(await opened.reader.version(stranger), undefined);
    });

    it('answers a repeated key with the first note, and refuses it for something else', async () => {
      const ownerId = randomUUID();
      const send = (fingerprint: string, owner = ownerId) => {
        const revision = {
          note: aNote({ ownerId: owner }),
          change: 'created',
        } as const;
        const idempotency = { key: 'once', fingerprint };
        return opened.store.create(revision, effects.of(revision), idempotency);
      };
      const outcomes = await Promise.all(
        Array.from({ length: 6 }, () => send('a')),
      );
      const first = outcomes.find(({ kind }) => kind === 'created');
      assert.ok(first?.kind === 'created');
      assert.equal(
        outcomes.filter(({ kind }) => kind === 'replayed').length,
        5,
      );
      for (const one of outcomes) {
        assert.ok(one.kind !== 'conflict');
        assert.deepEqual(one.note, first.note);
      }
      await write(first.note, 'updated', { title: 'Later' });
      assert.deepEqual(await send('a'), { kind: 'replayed', note: first.note });
      assert.deepEqual(await send('b'), { kind: 'conflict' });
      assert.equal((await send('b', randomUUID())).kind, 'created');
      assert.equal((await messages(first.note.id)).length, 3);
    });

    it('lists the notes of one owner newest first, by state, tag and place', async () => {
      const ownerId = randomUUID();
      await created({ tags: ['x'] });
      const notes: Note[] = [];
      for (let index = 0; index < 5; index += 1) {
        const createdAt = new Date(NOW.getTime() + Math.floor(index / 2));
        const tags = index % 2 ? ['x', 'y'] : ['y'];
        notes.push(
          await created({ ownerId, createdAt, updatedAt: createdAt, tags }),
        );
      }
      const expected = [...notes].sort(
        (a, b) =>
          b.createdAt.getTime() - a.createdAt.getTime() ||
          (a.id < b.id ? 1 : -1),
      );
      const query = { ownerId, state: 'active', limit: 3 } as const;
      const first = await opened.reader.list(query);
      const last = first.at(-1);
      assert.ok(last);
      const second = await opened.reader.list({ ...query, after: last });
      const ids = [...first, ...second].map(({ id }) => id);
      assert.deepEqual(
        ids,
        expected.map(({ id }) => id),
      );
      assert.equal(first[0]?.excerpt, 'over the desk');

      const tagged = await opened.reader.list({ ...query, tag: 'x' });
      assert.deepEqual(
        tagged.map(({ id }) => id),
        expected.filter(({ tags }) => tags.includes('x')).map(({ id }) => id),
      );
      assert.deepEqual(await opened.reader.tags(ownerId, 10), [
        { tag: 'y', notes: 5 },
        { tag: 'x', notes: 2 },
      ]);
      assert.equal((await opened.reader.tags(ownerId, 1)).length, 1);
      assert.deepEqual(
        await opened.reader.list({ ...query, state: 'deleted' }),
        [],
      );
    });

    it('shows 200 characters of a long content, never half of one', async () => {
      const note = await created({ content: '\u{1F600}'.repeat(300) });
      const [summary] = await opened.reader.list({
        ownerId: note.ownerId,
        state: 'active',
        limit: 1,
      });
      assert.equal(summary?.excerpt, '\u{1F600}'.repeat(200));
    });

    it('moves a note to the bin and back, with its tags', async () => {
      const note = await created();
      const { ownerId } = note;
      const deleted = await write(note, 'deleted');
      assert.deepEqual(await opened.reader.tags(ownerId, 10), []);
      const bin = { ownerId, state: 'deleted', tag: 'home', limit: 5 } as const;
      assert.deepEqual((await opened.reader.list(bin))[0]?.deletedAt, NOW);
      await write(deleted.note, 'undeleted');
      assert.deepEqual(await opened.reader.tags(ownerId, 10), [
        { tag: 'home', notes: 1 },
      ]);
      assert.deepEqual(await opened.reader.list(bin), []);
    });

    it('purges a note with its versions and its key, and says so once', async () => {
      const revision = { note: aNote(), change: 'created' } as const;
      const idempotency = { key: 'once', fingerprint: 'a' };
      await opened.store.create(revision, effects.of(revision), idempotency);
      const { note } = await write(revision.note, 'deleted');
      const gone = effects.ofPurge(
        nextRevision(note, { change: 'deleted', now: NOW }),
      );
      const first = await opened.store.purge(note, gone);
      const second = await opened.store.purge(note, gone);
      assert.deepEqual([first, second], ['purged', 'stale']);
      assert.equal(await opened.store.find(note.id), undefined);
      assert.equal(await opened.reader.version(versionOf(note, 1)), undefined);
      const types = [
        'note.created',
        'email.requested',
        'note.deleted',
        'note.deleted',
      ];
      assert.deepEqual(await messages(note.id), types);
      const workflows = await opened.pool.query(
        'SELECT FROM workflows WHERE note_id = $1',
        [note.id],
      );
      assert.equal(workflows.rowCount, 0);
      const again = {
        note: aNote({ ownerId: note.ownerId }),
        change: 'created',
      } as const;
      const outcome = await opened.store.create(
        again,
        effects.of(again),
        idempotency,
      );
      assert.equal(outcome.kind, 'created');
    });

    it('finds what has been in the bin for long', async () => {
      const old = new Date('2020-01-01T00:00:00.000Z');
      const note = await created();
      const deleted = await write(note, 'deleted', { now: old });
      const recent = await created();
      await write(recent, 'deleted');
      const found = await opened.store.deletedBefore(
        new Date('2020-01-02'),
        10,
      );
      assert.deepEqual(found, [deleted.note]);
    });

    it('starts the workflow of a note exactly once', async () => {
      const note = await created();
      const { rows } = await opened.pool.query(
        `SELECT w.version, w.state, count(s.*)::int AS steps FROM workflows w
           JOIN workflow_steps s USING (note_id) WHERE note_id = $1 GROUP BY 1, 2`,
        [note.id],
      );
      assert.deepEqual(rows, [{ version: 1, state: 'running', steps: 3 }]);
    });
  });
}
