import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { systemClock } from '@notes/service-kit';
import fc from 'fast-check';
import { PostgresNoteReader } from '../data/PostgresNoteReader.ts';
import { PostgresNoteStore } from '../data/PostgresNoteStore.ts';
import { createNoteEffects } from '../events/createNoteEffects.ts';
import {
  openTestDatabase,
  type OpenedDatabase,
} from '../testing/openTestDatabase.ts';
import { versionOf } from '../testing/aNote.ts';
import type { Note } from './Note.ts';
import { NoteCommands, type Target } from './NoteCommands.ts';
import { NoteError } from './NoteError.ts';

type Act =
  | { readonly kind: 'update' | 'delete' | 'restore' | 'look' }
  | { readonly kind: 'restore-version'; readonly version: number };

const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ kind: 'update' } as const) },
  { weight: 2, arbitrary: fc.constant({ kind: 'look' } as const) },
  { weight: 1, arbitrary: fc.constant({ kind: 'delete' } as const) },
  { weight: 2, arbitrary: fc.constant({ kind: 'restore' } as const) },
  fc.record({
    kind: fc.constant('restore-version' as const),
    version: fc.integer({ min: 1, max: 8 }),
  }),
);
/** What two clients do, each at its own pace: in a round both act at once, or one rests. */
const script = fc.array(fc.tuple(fc.option(act), fc.option(act)), {
  minLength: 2,
  maxLength: 12,
});

describe('versions, whatever two clients do side by side', () => {
  let database: OpenedDatabase;
  let commands: NoteCommands;
  let reader: PostgresNoteReader;
  let store: PostgresNoteStore;
  before(async () => {
    database = await openTestDatabase();
    const { pool } = database;
    store = new PostgresNoteStore(pool, { deadlineMs: 60_000, retryMs: 1_000 });
    reader = new PostgresNoteReader(pool);
    commands = new NoteCommands({
      store,
      effects: createNoteEffects('http://localhost:4000'),
      clock: systemClock,
      findVersion: place => reader.version(place),
    });
  });
  after(() => database.close());

  function perform(one: Act, target: Target): Promise<Note> | undefined {
    if (one.kind === 'update')
      return commands.update(target, { title: randomUUID() });
    if (one.kind === 'delete') return commands.delete(target);
    if (one.kind === 'restore') return commands.restore(target);
    if (one.kind === 'restore-version')
      return commands.restoreVersion(target, one.version);
    return undefined;
  }

  it('have no gaps, and every accepted write can be read', async () => {
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(script, async rounds => {
        const ownerId = randomUUID();
        const created = await commands.create(ownerId, { title: 'first' });
        const accepted = new Map([[1, created]]);
        const known = [1, 1];

        const step = async (client: number, one: Act | null) => {
          if (!one) return;
          const expectedVersion = known[client] ?? 1;
          const target = { ownerId, noteId: created.id, expectedVersion };
          try {
            const note = await perform(one, target);
            const seen = note ?? (await store.find(created.id));
            assert.ok(seen);
            known[client] = seen.version;
            if (!note) return;
            assert.equal(note.version, expectedVersion + 1);
            assert.ok(
              !accepted.has(note.version),
              'a version was accepted twice',
            );
            accepted.set(note.version, note);
          } catch (error) {
            if (!(error instanceof NoteError)) throw error;
            refused += 1;
          }
        };
        for (const [left, right] of rounds) {
          await Promise.all([step(0, left), step(1, right)]);
        }

        const history = await reader.versions(created.id, { limit: 100 });
        const numbers = history.map(({ version }) => version).reverse();
        assert.deepEqual(
          numbers,
          [...accepted.keys()].sort((a, b) => a - b),
        );
        assert.deepEqual(
          numbers,
          numbers.map((_, index) => index + 1),
        );
        for (const [version, note] of accepted) {
          assert.equal(
            (await reader.version(versionOf(created, version)))?.title,
            note.title,
          );
        }
        const last = accepted.get(accepted.size);
        assert.deepEqual(await store.find(created.id), last);
      }),
      { numRuns: 40 },
    );
    assert.ok(
      refused > 0,
      'no write was ever refused, so nothing was contested',
    );
  });
});
