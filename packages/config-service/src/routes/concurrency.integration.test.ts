import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { TestService } from '@notes/service-kit/testing';
import {
  startConfig,
  valuesOf,
  type ConfigUnderTest,
  type Person,
} from '../testing/startConfig.ts';

const WRITERS = 4;
const EACH = 5;

describe('several writers at two replicas', () => {
  let config: ConfigUnderTest;
  let ann: Person;
  let other: TestService;
  before(async () => {
    config = await startConfig();
    ann = config.person();
    other = await config.replica();
  });
  after(() => config.close());

  let reading = WRITERS;
  const haveRead = Promise.withResolvers<undefined>();

  /** The first time, nobody writes before everybody has read the same version: all but one have to begin again. */
  async function meet(): Promise<void> {
    reading -= 1;
    if (reading === 0) haveRead.resolve(undefined);
    await haveRead.promise;
  }

  /** Reads, adds one, writes on top of what it has read, and begins again when somebody was faster. */
  async function increment(writer: number): Promise<number> {
    const as = {
      subject: `writer-${writer}`,
      permissions: ['config:read', 'config:write'],
    };
    const path = '/api/config/dev/keys/counter';
    for (let attempts = 1; ; attempts += 1) {
      // Half of the requests go to the other replica.
      const service = (writer + attempts) % 2 === 0 ? config : other;
      const now = await service.request(path, { as });
      const { value } = now.body as { value: number };
      await meet();
      const reply = await service.request(path, {
        method: 'PUT',
        as,
        headers: { 'if-match': now.headers.get('etag') ?? '' },
        json: { value: value + 1, reason: 'one more' },
      });
      if (reply.status === 200) return attempts;
      assert.equal(reply.status, 412, reply.text);
    }
  }

  it('never lose an update', async () => {
    await ann.put('dev/keys/counter', 0);
    const attempts = await Promise.all(
      Array.from({ length: WRITERS }, async (_, writer) => {
        let sum = 0;
        for (let turn = 0; turn < EACH; turn += 1)
          sum += await increment(writer);
        return sum;
      }),
    );
    assert.equal((await valuesOf(ann, 'dev')).values.counter, WRITERS * EACH);
    const all = attempts.reduce((sum, one) => sum + one);
    assert.ok(all >= WRITERS * EACH + WRITERS - 1, `${all} attempts`);
  });

  it('get versions without a gap, in which every step of the counter stands', async () => {
    const { rows } = await config.pool.query<{
      version: number;
      value: string;
    }>(
      `SELECT version, value FROM config_changes WHERE key = 'counter' ORDER BY version`,
    );
    assert.deepEqual(
      rows.map(({ value }) => Number(value)),
      Array.from({ length: WRITERS * EACH + 1 }, (_, index) => index),
    );
    assert.deepEqual(
      rows.map(({ version }) => version),
      rows.map((_, index) => index + 1),
    );
  });
});
