import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { inTransaction, KeyRing, systemClock } from '@notes/service-kit';
import { testKeys } from '@notes/service-kit/testing';
import { entry, TamperedChain } from '../testing/TamperedChain.ts';
import { AuditChain } from './AuditChain.ts';
import { verifyChain } from './verifyChain.ts';

const keys = KeyRing.parse(testKeys());

describe('the chain of records', () => {
  let chain: TamperedChain;
  before(async () => {
    chain = await TamperedChain.create();
  });
  after(() => chain.drop());

  it('has no gap and no fork, however many add to it at once and however often they fail', async () => {
    const log = new AuditChain(systemClock);
    const count = 400;
    let next = 0;
    let failed = 0;
    await Promise.all(
      Array.from({ length: 8 }, async () => {
        while (next < count) {
          next += 1;
          const mine = next;
          const added = inTransaction(chain.pool, async client => {
            await log.append([entry()], client);
            if (mine % 10 === 0) throw new Error('after the record');
          });
          await added.catch(() => {
            failed += 1;
          });
        }
      }),
    );
    assert.equal(failed, 40);
    const verdict = await verifyChain({ pool: chain.pool, keys });
    assert.deepEqual(verdict, { checked: 360, checkpoints: 0, last: 360 });
  });

  it('records an event once', async () => {
    const one = entry();
    await Promise.all(Array.from({ length: 8 }, () => chain.append(one)));
    const { rows } = await chain.pool.query(
      'SELECT 1 FROM audit_records WHERE event_id = $1',
      [one.eventId],
    );
    assert.equal(rows.length, 1);
  });

  it('is verified in pieces, and tells how far it is', async () => {
    await chain.pool.query(
      `INSERT INTO audit_verifications (state, started_at) VALUES ('running', now())`,
    );
    await chain.add(1_200);
    const seen: [number, number][] = [];
    const verdict = await verifyChain({
      pool: chain.pool,
      keys,
      onProgress: (...progress) => {
        seen.push(progress);
        return Promise.resolve();
      },
    });
    assert.equal(verdict.broken, undefined);
    assert.deepEqual(seen, [
      [1_000, 1_561],
      [1_561, 1_561],
    ]);
  });

  it('takes many at once in their order, each once, whatever of it is recorded', async () => {
    const before = await verifyChain({ pool: chain.pool, keys });
    const [known, ...fresh] = Array.from({ length: 30 }, () => entry());
    assert.ok(known);
    await chain.append(known);
    const log = new AuditChain(systemClock);
    const added = await inTransaction(chain.pool, client =>
      log.append([...fresh, known, ...fresh.slice(0, 3)], client),
    );
    assert.deepEqual(
      added.map(one => [one.sequence, one.eventId]),
      fresh.map((one, index) => [before.last + 2 + index, one.eventId]),
    );
    const again = await inTransaction(chain.pool, client =>
      log.append(fresh, client),
    );
    assert.deepEqual(again, []);
    const verdict = await verifyChain({ pool: chain.pool, keys });
    assert.deepEqual(
      [verdict.broken, verdict.last],
      [undefined, before.last + 30],
    );
  });
});
