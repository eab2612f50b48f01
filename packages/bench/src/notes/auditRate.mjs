import { setTimeout as sleep } from 'node:timers/promises';

const EVENTS = 2_000;
const WITHIN_MS = 25_000;

/**
 * How many records a second the audit trail takes while many changes wait in the outbox. Where the machine is too slow
 * to take all of them in time, what was taken until then is the figure.
 */
export async function auditRate(system) {
  const file = new URL('../../../events/src/index.ts', import.meta.url);
  const { createEvent, Outbox, TOPICS } = await import(file.href);
  const notes = system.openPool('notes');
  const audit = system.openPool('audit');
  // The head of the chain, because a count of many records would be part of the load.
  const recorded = async () => {
    const { rows } = await audit.query(
      'SELECT sequence::int AS count FROM audit_head',
    );
    return rows[0].count;
  };
  try {
    const events = Array.from({ length: EVENTS }, () => change(createEvent));
    const before = await recorded();
    const startedAt = performance.now();
    await inTransaction(notes, client =>
      Outbox.add(client, TOPICS.notesEvents, ...events),
    );
    let taken = 0;
    let elapsed = 0;
    while (taken < EVENTS && elapsed < WITHIN_MS) {
      await sleep(50);
      taken = (await recorded()) - before;
      elapsed = performance.now() - startedAt;
    }
    if (taken === 0) {
      throw new Error(`No change was audited in ${WITHIN_MS} ms`);
    }
    return taken / (elapsed / 1000);
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
