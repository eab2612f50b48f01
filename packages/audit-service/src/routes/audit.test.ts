import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { GROUPS, TOPICS, type CloudEvent } from '@notes/events';
import { waitFor } from '@notes/service-kit/testing';
import { createLogger } from '@notes/service-kit';
import { Pool } from 'pg';
import { useWriterRole, WRITER_ROLE } from '../data/useWriterRole.ts';
import { noteCreated, oneOfEach, PRIVATE } from '../testing/auditEvents.ts';
import { startAudit, type Audit } from '../testing/startAudit.ts';

const silent = createLogger({
  name: 'test',
  config: { LOG_LEVEL: 'silent', SERVICE_VERSION: 'test' },
});

interface Found {
  sequence: number;
  action: string;
  actor: string;
  subject: string;
  outcome: string;
  occurredAt: string;
  details: Record<string, unknown>;
  eventId: string;
}
interface Page {
  items: Found[];
  nextCursor?: string;
}

describe('the audit log', () => {
  let audit: Audit;
  const { notes, users } = oneOfEach();
  const total = notes.length + users.length;
  before(async () => {
    audit = await startAudit();
    await audit.bus.publish(TOPICS.notesEvents, notes);
    await audit.bus.publish(TOPICS.userEvents, users);
    await audit.recorded(total);
  });
  after(() => audit.close());

  const list = async (query = '') => {
    const reply = await audit.read(`/api/audit/records${query}`);
    assert.equal(reply.status, 200, reply.text);
    return reply.body as Page;
  };

  it('has one record of every event, and nothing that a person wrote or that names them', async () => {
    const { items } = await list('?limit=100');
    assert.equal(items.length, total);
    assert.deepEqual(
      items.map(one => one.eventId).sort(),
      [...notes, ...users].map(one => one.id).sort(),
    );
    const { rows } = await audit.pool.query<{ text: string }>(
      'SELECT record::text AS text FROM audit_records',
    );
    for (const { text } of rows) {
      for (const word of PRIVATE)
        assert.ok(!text.includes(word), `${word} in ${text}`);
    }
  });

  it('says who did what to which thing, and how it ended', async () => {
    const by = new Map(
      (await list('?limit=100')).items.map(one => [
        `${one.action} ${one.outcome} ${Object.keys(one.details).join()}`,
        one,
      ]),
    );
    const { noteId, ownerId } = notes[0]?.data as {
      noteId: string;
      ownerId: string;
    };
    const { userId } = users[0]?.data as { userId: string };
    for (const [key, actor, subject] of [
      ['note.created success version', ownerId, `note:${noteId}`],
      [
        'note.quarantined success version',
        'service:notes-service',
        `note:${noteId}`,
      ],
      [
        'note.indexed success version',
        'service:search-service',
        `note:${noteId}`,
      ],
      ['user.registered success ', userId, `user:${userId}`],
      ['user.locked failure until', 'service:auth-service', `user:${userId}`],
    ] as const) {
      const found = by.get(key);
      assert.deepEqual(
        [found?.actor, found?.subject],
        [actor, subject],
        `${key}: ${[...by.keys()].join('; ')}`,
      );
    }
    const failed = await list('?action=user.login-failed');
    assert.deepEqual(
      failed.items.map(one => [one.actor, one.outcome]).sort(),
      [
        ['anonymous', 'failure'],
        [userId, 'failure'],
      ].sort(),
    );
  });

  it('finds by actor, action, subject and time, together, page by page', async () => {
    const { userId } = users[0]?.data as { userId: string };
    const mine = await list(`?actor=${userId}&limit=100`);
    assert.ok(
      mine.items.length > 5 && mine.items.every(one => one.actor === userId),
    );
    assert.equal(
      (await list(`?actor=${userId}&action=user.login`)).items.length,
      1,
    );
    assert.equal((await list(`?subject=role:editor`)).items.length, 1);
    assert.equal((await list(`?actor=${randomUUID()}`)).items.length, 0);
    assert.equal((await list('?to=2020-01-01T00:00:00Z')).items.length, 0);
    assert.equal(
      (await list('?from=2020-01-01T01:00:00%2B01:00&limit=100')).items.length,
      total,
    );

    const seen: number[] = [];
    let cursor = '';
    do {
      const page = await list(`?limit=4${cursor}`);
      seen.push(...page.items.map(one => one.sequence));
      cursor = page.nextCursor ? `&cursor=${page.nextCursor}` : '';
    } while (cursor !== '');
    assert.deepEqual(
      seen,
      Array.from({ length: total }, (_, at) => total - at),
    );
  });

  it('answers one record by its place, 404 for none, and refuses what is out of bounds', async () => {
    const reply = await audit.read('/api/audit/records/1');
    assert.equal(reply.status, 200, reply.text);
    assert.equal(
      (reply.body as { previousHash: string }).previousHash,
      '0'.repeat(64),
    );
    assert.equal((await audit.read('/api/audit/records/999')).status, 404);
    for (const query of [
      '/0',
      '/x',
      '/9007199254740993',
      '?limit=0',
      '?limit=101',
      '?from=yesterday',
      '?cursor=x',
      `?cursor=${Buffer.from('"1"').toString('base64url')}`,
      '?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z',
      '?actor=',
      "?action=';DROP",
      '?other=1',
    ]) {
      const { status, text } = await audit.read(`/api/audit/records${query}`);
      assert.equal(status, 400, `${query}: ${text}`);
    }
  });

  it('is for those who may read it', async () => {
    for (const path of ['records', 'records/1', 'export', 'verification']) {
      assert.equal(
        (await audit.request(`/api/audit/${path}`)).status,
        401,
        path,
      );
      const as = {
        subject: 'u',
        permissions: ['notes:read', 'users:read'],
        roles: ['user'],
      };
      assert.equal(
        (await audit.request(`/api/audit/${path}`, { as })).status,
        403,
        path,
      );
    }
  });

  it('can be downloaded as a table and as lines, with the filters of the list', async () => {
    const csv = await audit.read('/api/audit/export');
    assert.equal(csv.status, 200);
    assert.match(csv.headers.get('content-type') ?? '', /^text\/csv/);
    const lines = csv.text.trimEnd().split('\r\n');
    assert.equal(lines.length, total + 1);
    assert.match(lines[0] ?? '', /^sequence,occurredAt,.*,hash$/);
    const ndjson = await audit.read(
      '/api/audit/export?format=ndjson&action=note.created',
    );
    assert.deepEqual(
      ndjson.text
        .trimEnd()
        .split('\n')
        .map(line => (JSON.parse(line) as Found).action),
      ['note.created'],
    );
    assert.equal(
      (await audit.read('/api/audit/export?format=xml')).status,
      400,
    );
  });

  it('refuses a download with the filters that the list refuses, before it begins', async () => {
    for (const query of [
      'from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z',
      'from=2026-01-02T00:00:00Z&to=2026-01-02T00:00:00Z',
      'from=1990-12-31T23:59:60Z',
      'to=1990-12-31T23:59:60Z',
      'from=yesterday',
      'actor=',
    ]) {
      for (const path of [
        `records?${query}`,
        `export?${query}`,
        `export?format=ndjson&${query}`,
      ]) {
        const { body, status, text } = await audit.read(`/api/audit/${path}`);
        assert.equal(status, 400, `${path}: ${text}`);
        const { errors } = body as { errors: { field: string }[] };
        assert.match(query, new RegExp(`${errors[0]?.field ?? 'none'}=`));
      }
    }
  });

  it('downloads nothing but the names of the columns when no record fits', async () => {
    const none = `actor=${randomUUID()}`;
    const csv = await audit.read(`/api/audit/export?${none}`);
    assert.match(csv.text, /^sequence,.*,hash\r\n$/);
    const ndjson = await audit.read(`/api/audit/export?format=ndjson&${none}`);
    assert.deepEqual([ndjson.status, ndjson.text], [200, '']);
  });

  it('answers a problem to a download that cannot begin, in place of half a file', async () => {
    const owner = await audit.pool.connect();
    await owner.query('ALTER TABLE audit_records RENAME TO audit_records_away');
    try {
      for (const format of ['csv', 'ndjson']) {
        const { status } = await audit.read(
          `/api/audit/export?format=${format}`,
        );
        assert.equal(status, 500);
      }
    } finally {
      await owner.query(
        'ALTER TABLE audit_records_away RENAME TO audit_records',
      );
      owner.release();
    }
  });

  it('confirms each change of a note once, with its place, also when the event comes again', async () => {
    const confirmed: { eventId: string; sequence: number }[] = [];
    await audit.bus.subscribe({
      topic: TOPICS.notesEvents,
      group: GROUPS.workflow,
      handle: ({ value }) => {
        const { data, type } = JSON.parse(value) as CloudEvent;
        if (type === 'note.audited')
          confirmed.push(data as { eventId: string; sequence: number });
        return Promise.resolve('settled' as const);
      },
    });
    const event = noteCreated();
    await audit.bus.publish(TOPICS.notesEvents, [event, event]);
    await waitFor(
      () => confirmed.some(one => one.eventId === event.id),
      'the confirmation',
    );
    // As if what was handled had been forgotten, which happens after 30 days.
    await audit.pool.query('DELETE FROM processed_events');
    const other = noteCreated();
    await audit.bus.publish(TOPICS.notesEvents, [
      { ...event, time: new Date().toISOString() },
      other,
    ]);
    await waitFor(
      () => confirmed.some(one => one.eventId === other.id),
      'the second confirmation',
    );
    const mine = confirmed.filter(
      one => one.eventId === event.id || one.eventId === other.id,
    );
    assert.deepEqual(
      mine.map(one => one.sequence),
      [total + 1, total + 2],
    );
  });

  it('tells what its last verification found', async () => {
    await waitFor(async () => {
      const { body } = await audit.read('/api/audit/verification');
      return (body as { last?: { state: string } }).last?.state === 'intact';
    }, 'a verification');
  });

  it('works as a role that can add and nothing else', async () => {
    assert.ok(
      !audit
        .logged()
        .some(line => String(line.msg).includes('only triggers refuse')),
    );
    const pool = new Pool({ connectionString: audit.databaseUrl, max: 2 });
    await useWriterRole(pool, silent);
    const roles = await Promise.all(
      [1, 2].map(() =>
        pool.query<{ role: string }>(
          'SELECT current_user AS role, pg_sleep(0.05)',
        ),
      ),
    );
    assert.deepEqual(
      roles.map(({ rows }) => rows[0]?.role),
      [WRITER_ROLE, WRITER_ROLE],
    );
    await pool.end();
    const client = await audit.pool.connect();
    try {
      for (const table of ['audit_records', 'audit_checkpoints']) {
        for (const change of [
          `UPDATE ${table} SET record = record`.replace(
            'audit_checkpoints SET record = record',
            'audit_checkpoints SET token = token',
          ),
          `DELETE FROM ${table}`,
          `TRUNCATE ${table}`,
        ]) {
          await client.query('SET ROLE notes_audit_writer');
          await assert.rejects(
            client.query(change),
            /permission denied/,
            change,
          );
          await client.query('RESET ROLE');
          await assert.rejects(
            client.query(change),
            /only ever added to/,
            change,
          );
          await client.query('SET session_replication_role = replica');
          await assert.rejects(
            client.query(change),
            /only ever added to/,
            change,
          );
          await client.query('SET session_replication_role = DEFAULT');
        }
      }
    } finally {
      client.release(true);
    }
  });
});
