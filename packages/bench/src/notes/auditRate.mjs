import { setTimeout as sleep } from 'node:timers/promises';

const EVENTS = 1_000;
const WITHIN_MS = 5 * 60_000;

/** How many changes a second go from the outbox over the bus into the audit trail, when many come at once. */
export async function auditRate(system) {
  const file = new URL('../../../events/src/index.ts', import.meta.url);
  const { createEvent, Outbox, TOPICS } = await import(file.href);
  const notes = system.openPool('notes');
  const audit = system.openPool('audit');
  const recorded = async () => {
    const { rows } = await audit.query(
      `SELECT count(*)::int AS count FROM audit_records WHERE action = 'note.updated'`,
    );
    return rows[0].count;
  };
  try {
    const before = await recorded();
    const events = Array.from({ length: EVENTS }, () => change(createEvent));
    const startedAt = performance.now();
    await inTransaction(notes, client =>
      Outbox.add(client, TOPICS.notesEvents, ...events),
    );
    while ((await recorded()) < before + EVENTS) {
      if (performance.now() - startedAt > WITHIN_MS) {
        throw new Error(
          `${EVENTS} changes were not audited in ${WITHIN_MS} ms`,
        );
      }
      await sleep(50);
    }
    return EVENTS / ((performance.now() - startedAt) / 1000);
  } finally {
    await notes.end();
    await audit.end();
  }
}

/** Each of another note, which nobody waits for. */
function change(createEvent) {
  const noteId = crypto.randomUUID();
  return createEvent({
    type: 'note.updated',
    subject: noteId,
    source: '/services/notes-service',
    data: {
      noteId,
      ownerId: crypto.randomUUID(),
      version: 2,
      title: 'Audited',
      content: 'Words of usual length. '.repeat(20),
      tags: ['bench'],
      occurredAt: new Date().toISOString(),
    },
  });
}

async function inTransaction(pool, work) {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await work(client);
    await client.query('COMMIT');
  } finally {
    client.release();
  }
}
