import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import { KeyRing } from '@notes/service-kit';
import { testKeys } from '@notes/service-kit/testing';
import { hashOf, type AuditRecord } from './domain/AuditRecord.ts';
import { entry, TamperedChain } from './testing/TamperedChain.ts';

/** Ten records, a checkpoint, five more, a checkpoint, two more. */
async function setup(): Promise<TamperedChain> {
  const chain = await TamperedChain.create(10);
  assert.equal(await chain.checkpoints.sign(), 'signed');
  assert.equal(await chain.checkpoints.sign(), 'nothing new');
  await chain.add(5);
  await chain.checkpoints.sign();
  await chain.add(2);
  return chain;
}

/** Hashes everything from a record on anew, as someone would who knows how the chain is made. */
async function rehash(chain: TamperedChain, from: number): Promise<void> {
  const { rows } = await chain.pool.query<{
    sequence: string;
    record: AuditRecord;
    previous_hash: Buffer;
  }>(
    'SELECT sequence, record, previous_hash FROM audit_records WHERE sequence >= $1 ORDER BY sequence',
    [from],
  );
  let previous = rows[0]?.previous_hash ?? Buffer.alloc(32);
  let statements = '';
  for (const { record, sequence } of rows) {
    const hash = hashOf(previous, record);
    statements += `UPDATE audit_records SET previous_hash = '\\x${previous.toString('hex')}', hash = '\\x${hash.toString('hex')}' WHERE sequence = ${sequence};`;
    previous = hash;
  }
  await chain.tamper(
    `${statements} UPDATE audit_head SET hash = '\\x${previous.toString('hex')}'`,
  );
}

const SWAP = `
  UPDATE audit_records SET sequence = 1000 WHERE sequence = 5;
  UPDATE audit_records SET sequence = 5 WHERE sequence = 6;
  UPDATE audit_records SET sequence = 6 WHERE sequence = 1000;`;

const CASES: readonly (readonly [
  what: string,
  tamper: (chain: TamperedChain) => Promise<void>,
  found: RegExp,
])[] = [
  [
    'a changed content',
    chain =>
      chain.tamper(
        `UPDATE audit_records SET record = jsonb_set(record, '{actor}', '"someone"') WHERE sequence = 4`,
      ),
    /record 4: its content is not what was hashed/,
  ],
  [
    'a changed detail deep inside',
    chain =>
      chain.tamper(
        `UPDATE audit_records SET record = jsonb_set(record, '{details,nested,b,1}', '2.6') WHERE sequence = 17`,
      ),
    /record 17: its content/,
  ],
  [
    'an added field',
    chain =>
      chain.tamper(
        `UPDATE audit_records SET record = record || '{"x":1}' WHERE sequence = 1`,
      ),
    /record 1: its content/,
  ],
  [
    'two records that changed places',
    chain => chain.tamper(SWAP),
    /record 5: it was written for another place/,
  ],
  [
    'two records that changed places with their numbers',
    chain =>
      chain.tamper(
        `${SWAP} UPDATE audit_records SET record = jsonb_set(record, '{sequence}', sequence::text::jsonb) WHERE sequence IN (5, 6)`,
      ),
    /record 5: it does not follow/,
  ],
  [
    'a record deleted in the middle',
    chain => chain.tamper('DELETE FROM audit_records WHERE sequence = 7'),
    /record 7: it is missing/,
  ],
  [
    'a record deleted in the middle and the gap closed',
    chain =>
      chain.tamper(
        `DELETE FROM audit_records WHERE sequence = 7; UPDATE audit_records SET sequence = sequence - 1 WHERE sequence > 7`,
      ),
    /record 7: it was written for another place/,
  ],
  [
    'the first record deleted',
    chain => chain.tamper('DELETE FROM audit_records WHERE sequence = 1'),
    /record 1: it is missing/,
  ],
  [
    'a deleted record put in again with other content',
    async chain => {
      await chain.tamper(`CREATE TEMP TABLE kept AS SELECT * FROM audit_records WHERE sequence = 7; DELETE FROM audit_records WHERE sequence = 7;
      INSERT INTO audit_records (sequence, record, previous_hash, hash) SELECT sequence, jsonb_set(record, '{action}', '"note.deleted"'), previous_hash, hash FROM kept`);
    },
    /record 7: its content/,
  ],
  [
    'a deleted record put in again at the end',
    async chain => {
      const { rows } = await chain.pool.query<{ record: AuditRecord }>(
        'SELECT record FROM audit_records WHERE sequence = 7',
      );
      await chain.tamper('DELETE FROM audit_records WHERE sequence = 7');
      const kept = rows[0]?.record;
      assert.ok(kept);
      await chain.append(entry({ eventId: kept.eventId }));
    },
    /record 7: it is missing/,
  ],
  [
    'a content changed and all hashes made anew',
    async chain => {
      await chain.tamper(
        `UPDATE audit_records SET record = jsonb_set(record, '{actor}', '"someone"') WHERE sequence = 4`,
      );
      await rehash(chain, 4);
    },
    /record 10: it is not the record that was signed/,
  ],
  [
    'the end cut off',
    chain => chain.tamper('DELETE FROM audit_records WHERE sequence > 15'),
    /record 16: the end is cut off: the chain went up to 17/,
  ],
  [
    'the end cut off behind a checkpoint, with the head set back',
    chain =>
      chain.tamper(
        `DELETE FROM audit_records WHERE sequence > 12; UPDATE audit_head SET sequence = 12, hash = (SELECT hash FROM audit_records WHERE sequence = 12)`,
      ),
    /record 13: the end is cut off: a checkpoint was signed at 15/,
  ],
  [
    'everything deleted',
    chain =>
      chain.tamper(
        `DELETE FROM audit_records; UPDATE audit_head SET sequence = 0, hash = decode(repeat('00', 32), 'hex')`,
      ),
    /record 1: the end is cut off/,
  ],
  [
    'a record added beside the chain',
    async chain => {
      const { rows } = await chain.pool.query<{ hash: Buffer }>(
        'SELECT hash FROM audit_head',
      );
      const previous = rows[0]?.hash ?? Buffer.alloc(0);
      const record = {
        ...entry(),
        sequence: 18,
        recordedAt: '2026-01-02T03:04:05.678Z',
      };
      await chain.pool.query(
        'INSERT INTO audit_records (sequence, record, previous_hash, hash) VALUES (18, $1, $2, $3)',
        [record, previous, hashOf(previous, record)],
      );
    },
    /record 18: it was added without the chain/,
  ],
  [
    'a checkpoint deleted',
    chain => chain.tamper('DELETE FROM audit_checkpoints WHERE number = 1'),
    /checkpoint 1 is missing/,
  ],
  [
    'a checkpoint signed with another key',
    async chain => {
      const forged = await KeyRing.parse(testKeys('test')).sign(
        { number: 2, sequence: 15, hash: '0'.repeat(64), previous: '' },
        {
          issuer: 'notes-audit-service',
          audience: 'notes-audit-chain',
          expiresInSeconds: 1_000,
        },
      );
      await chain.tamper(
        `UPDATE audit_checkpoints SET token = '${forged}' WHERE number = 2`,
      );
    },
    /checkpoint 2 was not signed with a known key/,
  ],
];

describe('the command that verifies', { concurrency: 2 }, () => {
  it('finds a chain intact that nobody has touched, whole and in part, and an empty one', async () => {
    const chain = await setup();
    assert.deepEqual(await chain.verify(), {
      code: 0,
      output:
        'The chain is intact: 17 records up to 17, 2 signed checkpoints\n',
    });
    assert.match(
      (await chain.verify('--from', '5', '--to', '9')).output,
      /intact: 5 records up to 9/,
    );
    assert.match(
      (await chain.verify('--from', '16')).output,
      /intact: 2 records up to 17/,
    );
    await chain.drop();
    const empty = await TamperedChain.create();
    assert.equal((await empty.verify()).code, 0);
    await empty.drop();
  });

  for (const [what, tamper, found] of CASES) {
    it(`ends with 1 and names the first broken record: ${what}`, async () => {
      const chain = await setup();
      await tamper(chain);
      const { code, output } = await chain.verify();
      assert.match(output, found);
      assert.match(output, /^BROKEN at record \d+: /);
      assert.equal(code, 1);
      await chain.drop();
    });
  }

  it('finds with a checkpoint from the log that the end and its checkpoints were cut off together', async () => {
    const chain = await setup();
    const { rows } = await chain.pool.query<{ token: string }>(
      'SELECT token FROM audit_checkpoints WHERE number = 2',
    );
    await chain.tamper(`DELETE FROM audit_records WHERE sequence > 12; DELETE FROM audit_checkpoints WHERE number = 2;
      UPDATE audit_head SET sequence = 12, hash = (SELECT hash FROM audit_records WHERE sequence = 12)`);
    assert.equal(
      (await chain.verify()).code,
      0,
      'nothing in the database can tell',
    );
    const { code, output } = await chain.verify(
      '--checkpoint',
      rows[0]?.token ?? '',
    );
    assert.match(
      output,
      /BROKEN at record 13: the end is cut off: a checkpoint was signed at 15/,
    );
    assert.equal(code, 1);
    await chain.drop();
  });

  it('ends with 2, and says what is expected, when it is asked for nonsense or cannot verify', async () => {
    const chain = await TamperedChain.create(2);
    for (const [args, found] of [
      [['--from', 'x'], /--from: expected the number of a record/],
      [['--from', '0'], /--from/],
      [['--from', '3', '--to', '2'], /--to: expected no less than --from/],
      [['--other'], /other/],
      [['--checkpoint', randomUUID()], /not signed with a known key/],
    ] as const) {
      const { code, output } = await chain.verify(...args);
      assert.match(output, found);
      assert.equal(code, 2, output);
    }
    assert.equal(
      (await chain.verify('--from', '9')).code,
      1,
      'a part that is not there is broken',
    );
    await chain.drop();
  });
});
