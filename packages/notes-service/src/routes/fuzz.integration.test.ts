import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { createNote, type NoteBody } from '../testing/noteSteps.ts';
import { startNotes, type Notes, type Person } from '../testing/startNotes.ts';

const RUNS = 60;
/** Text as nobody expects it: halves of characters, zeros, controls, other scripts. */
const text = fc.string({ unit: 'binary', maxLength: 60 });
const almostInput = fc.record(
  {
    title: fc.oneof(
      text,
      fc.string({ minLength: 195, maxLength: 205 }),
      fc.jsonValue(),
    ),
    content: fc.oneof(text, fc.jsonValue()),
    tags: fc.oneof(fc.array(text, { maxLength: 22 }), fc.jsonValue()),
  },
  { requiredKeys: [] },
);
const almostAttachment = fc.record(
  {
    fileName: fc.oneof(text, fc.jsonValue()),
    contentType: fc.oneof(fc.constantFrom('image/png', 'text/plain'), text),
    size: fc.oneof(fc.integer(), fc.double(), fc.constant(10_485_760)),
    sha256: fc.oneof(fc.stringMatching(/^[0-9a-f]{64}$/), text),
  },
  { requiredKeys: [] },
);

/** Each answer is held to openapi.yaml by the service itself, which answers 500 for any that is not in it. */
describe('whatever a caller sends', () => {
  let notes: Notes;
  let ann: Person;
  let note: NoteBody;
  before(async () => {
    notes = await startNotes();
    ann = notes.person();
    note = await createNote(ann);
  });
  after(() => notes.close());

  function failures(): string {
    return JSON.stringify(
      notes
        .logged()
        .filter(({ err }) => err)
        .slice(-1),
    );
  }

  it('as a note is taken or refused, never a failure', async () => {
    let taken = 0;
    await fc.assert(
      fc.asyncProperty(fc.oneof(almostInput, fc.jsonValue()), async json => {
        const reply = await ann.request('/api/notes', { method: 'POST', json });
        assert.ok(
          [201, 400].includes(reply.status),
          `${reply.status} ${failures()}`,
        );
        if (reply.status !== 201) return;
        taken += 1;
        const read = await ann.request(reply.headers.get('location') ?? '');
        assert.deepEqual(read.body, reply.body);
      }),
      // One that is taken, whatever chance brings.
      { numRuns: RUNS, examples: [[{ title: 'Shopping' }]] },
    );
    assert.ok(taken > 0, 'nothing was ever taken');
  });

  it('as an attachment is taken or refused, never a failure', async () => {
    await fc.assert(
      fc.asyncProperty(almostAttachment, async json => {
        const path = `/api/notes/${note.id}/attachments`;
        const reply = await ann.request(path, { method: 'POST', json });
        assert.ok(
          [201, 400, 409].includes(reply.status),
          `${reply.status} ${failures()}`,
        );
      }),
      { numRuns: RUNS },
    );
  });

  it('as a query or a path is answered or refused, never a failure', async () => {
    const value = fc.oneof(
      text,
      fc.constantFrom(note.id, 'active', '1', 'tags', '..'),
    );
    const encoded = value.map(one => encodeURIComponent(one.toWellFormed()));
    const path = fc.oneof(
      fc
        .tuple(fc.constantFrom('limit', 'cursor', 'tag', 'state', 'x'), encoded)
        .map(([name, one]) => `/api/notes?${name}=${one}`),
      fc
        .array(encoded, { minLength: 1, maxLength: 4 })
        .map(parts => `/api/notes/${parts.join('/')}`),
      encoded.map(one => `/api/notes/${note.id}/versions/${one}`),
      encoded.map(one => `/api/notes/${note.id}/versions?cursor=${one}`),
      encoded.map(one => `/api/notes/uploads/${one}?signature=${one}`),
    );
    await fc.assert(
      fc.asyncProperty(
        path,
        fc.constantFrom('GET', 'PUT', 'POST', 'DELETE'),
        async (where, method) => {
          const reply = await ann.request(where, { method });
          assert.ok(
            reply.status < 500,
            `${method} ${where}: ${reply.status} ${failures()}`,
          );
        },
      ),
      { numRuns: RUNS * 2 },
    );
  });

  it('as a header is answered or refused, never a failure', async () => {
    const value = fc.oneof(
      fc.string({ maxLength: 30 }),
      fc.constantFrom(
        '"v1"',
        '"v999999999"',
        '*',
        'W/"v1"',
        '"v0"',
        '"v-1"',
        '"v1", "v2"',
      ),
    );
    await fc.assert(
      fc.asyncProperty(value, async sent => {
        const headers = {
          'if-match': sent,
          'if-none-match': sent,
          'idempotency-key': sent,
        };
        const path = `/api/notes/${note.id}`;
        for (const method of ['GET', 'PUT', 'DELETE']) {
          const json = method === 'PUT' ? { json: { title: 'x' } } : {};
          const reply = await ann.request(path, { method, headers, ...json });
          assert.ok(
            reply.status < 500,
            `${method} ${sent}: ${reply.status} ${failures()}`,
          );
        }
      }),
      { numRuns: RUNS },
    );
  });
});
