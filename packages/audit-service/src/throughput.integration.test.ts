import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { GROUPS, TOPICS } from '@notes/events';
import { inTransaction, KeyRing } from '@notes/service-kit';
import { waitFor } from '@notes/service-kit/testing';
import { holdHead } from './data/AuditChain.ts';
import { verifyChain } from './data/verifyChain.ts';
import { noteCreated } from './testing/auditEvents.ts';
import { startAudit, type Audit } from './testing/startAudit.ts';

const EVENTS = 300;
/** A tenth of one for each event. Batches of the full size take five; jobs and late batches take some more. */
const MOST_COMMITS = 30;

describe('many events at once', () => {
  let audit: Audit;
  before(async () => {
    audit = await startAudit();
  });
  after(() => audit.close());

  async function commits(): Promise<number> {
    const { text } = await audit.request('/metrics');
    const count =
      /^db_client_operation_duration_seconds_count\{db_operation_name="COMMIT"\} (\d+)$/m.exec(
        text,
      );
    return Number(count?.[1] ?? 0);
  }

  it('are recorded in few transactions, once each and in one chain', async () => {
    const events = Array.from({ length: EVENTS }, () => noteCreated());
    // While someone holds the end of the chain, all of them gather.
    await inTransaction(audit.pool, async client => {
      await holdHead(client);
      await audit.bus.publish(TOPICS.notesEvents, events);
    });
    const atFirst = await commits();
    await audit.recorded(EVENTS);
    await waitFor(
      async () => (await audit.bus.lag(TOPICS.notesEvents, GROUPS.audit)) === 0,
      'the queue to be empty',
    );
    const taken = (await commits()) - atFirst;
    assert.ok(
      taken <= MOST_COMMITS,
      `${taken} transactions for ${EVENTS} events`,
    );
    const { rows } = await audit.pool.query<{ id: string }>(
      'SELECT event_id AS id FROM audit_records',
    );
    assert.deepEqual(
      rows.map(({ id }) => id).sort(),
      events.map(({ id }) => id).sort(),
    );
    const keys = KeyRing.parse(audit.keys);
    const verdict = await verifyChain({ pool: audit.pool, keys });
    assert.deepEqual([verdict.broken, verdict.last], [undefined, EVENTS]);
  });
});
