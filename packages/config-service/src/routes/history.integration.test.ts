import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import {
  startConfig,
  valuesOf,
  type ConfigUnderTest,
  type Person,
} from '../testing/startConfig.ts';

const ENVIRONMENTS = ['default', 'dev', 'staging'] as const;

async function rollBack(person: Person, environment: string, version: number) {
  const now = await person.request(environment);
  return person.request(`${environment}/rollback`, {
    method: 'POST',
    headers: { 'if-match': now.headers.get('etag') ?? '' },
    json: { version, reason: 'as it was' },
  });
}

describe('history and rollback', () => {
  let config: ConfigUnderTest;
  let ann: Person;
  before(async () => {
    config = await startConfig();
    ann = config.person();
  });
  after(() => config.close());

  it('say who changed what from what to what, and why', async () => {
    await ann.put('dev/keys/lamp', 'on', { reason: 'it is dark' });
    await ann.put('dev/keys/lamp', 'off', { reason: 'it is day' });
    const { body } = await ann.request('dev/history?limit=2');
    const { items } = body as { items: Record<string, unknown>[] };
    assert.deepEqual(
      items.map(({ actorId, action, changes, reason }) => ({
        actorId,
        action,
        changes,
        reason,
      })),
      [
        {
          actorId: ann.id,
          action: 'set',
          changes: [
            {
              key: 'lamp',
              before: { state: 'set', value: 'on' },
              after: { state: 'set', value: 'off' },
            },
          ],
          reason: 'it is day',
        },
        {
          actorId: ann.id,
          action: 'set',
          changes: [
            {
              key: 'lamp',
              before: { state: 'inherit' },
              after: { state: 'set', value: 'on' },
            },
          ],
          reason: 'it is dark',
        },
      ],
    );
  });

  it('are read page by page without a gap', async () => {
    for (let value = 0; value < 7; value += 1)
      await ann.put('dev/keys/pages', value);
    const versions: number[] = [];
    let before = '';
    for (;;) {
      const { body } = await ann.request(`dev/history?limit=3${before}`);
      const page = body as {
        items: { version: number }[];
        nextBefore?: number;
      };
      versions.push(...page.items.map(({ version }) => version));
      if (page.nextBefore === undefined) break;
      before = `&before=${page.nextBefore}`;
    }
    assert.deepEqual(
      versions,
      versions.toSorted((one, other) => other - one),
    );
    assert.equal(versions.at(-1), 1);
    assert.equal(new Set(versions).size, versions.length);
  });

  it('cannot be changed, not even in the database', async () => {
    await assert.rejects(
      config.pool.query('DELETE FROM config_changes'),
      /never changed/,
    );
    await assert.rejects(
      config.pool.query(`UPDATE config_versions SET reason = ''`),
      /never changed/,
    );
  });

  it('refuse a version that is still to come, an old ETag and none', async () => {
    const { version } = await valuesOf(ann, 'dev');
    assert.equal((await rollBack(ann, 'dev', version + 1)).status, 400);
    const json = { version: 0, reason: 'too late' };
    const none = await ann.request('dev/rollback', { method: 'POST', json });
    assert.equal(none.status, 428);
    const headers = { 'if-match': '"v0"' };
    const old = await ann.request('dev/rollback', {
      method: 'POST',
      headers,
      json,
    });
    assert.equal(old.status, 412);
  });

  it('refuse a value that no longer fits the schema of its key', async () => {
    await ann.put('staging/keys/share', 0.5);
    const { version } = await valuesOf(ann, 'staging');
    await ann.put('staging/keys/share', 2);
    await ann.put('staging/keys/share', 2, { schema: { type: 'integer' } });
    const reply = await rollBack(ann, 'staging', version);
    assert.equal(reply.status, 409);
    assert.match(reply.text, /share had then does not fit/);
  });

  it('reproduce any earlier configuration, whatever has happened since, also in what is inherited', async () => {
    const key = fc.constantFrom('p.a', 'p.b', 'p.c');
    const value = fc.constantFrom<unknown[]>(1, 'x', null, { a: [1] }, false);
    const environment = fc.constantFrom(...ENVIRONMENTS);
    const step = fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({
          kind: fc.constant('set'),
          environment,
          key,
          value,
        }),
      },
      {
        weight: 2,
        arbitrary: fc.record({
          kind: fc.constant('delete'),
          environment,
          key,
          value,
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          kind: fc.constant('rollback'),
          environment,
          key,
          value,
        }),
      },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 3, maxLength: 12 }),
        fc.nat(),
        async (steps, seed) => {
          const seen: {
            environment: string;
            version: number;
            values: unknown;
          }[] = [];
          for (const [
            index,
            { environment: place, key: name, kind, value: wanted },
          ] of steps.entries()) {
            if (kind === 'set')
              await ann.put(`${place}/keys/${name}`, wanted, { type: 'json' });
            if (kind === 'delete') await remove(place, name);
            if (kind === 'rollback' && seen.length > 0) {
              const target = seen[(seed + index) % seen.length];
              if (target) await checkRollback(target);
            }
            seen.push(...(await Promise.all(ENVIRONMENTS.map(stateOf))));
          }
          const target = seen[seed % seen.length];
          if (target) await checkRollback(target);
          await Promise.all(
            seen.map(async ({ environment: each, values, version }) => {
              const then = await valuesOf(ann, each, version);
              assert.deepEqual(then.values, values);
            }),
          );
        },
      ),
      { numRuns: 10 },
    );
  });

  async function stateOf(environment: string) {
    return { environment, ...(await valuesOf(ann, environment)) };
  }

  async function remove(environment: string, key: string) {
    const now = await ann.request(`${environment}/keys/${key}`);
    return ann.request(`${environment}/keys/${key}?reason=a+test`, {
      method: 'DELETE',
      headers: { 'if-match': now.headers.get('etag') ?? '"v0"' },
    });
  }

  async function checkRollback(target: {
    environment: string;
    version: number;
    values: unknown;
  }) {
    const reply = await rollBack(ann, target.environment, target.version);
    assert.equal(reply.status, 200, reply.text);
    const { values } = await valuesOf(ann, target.environment);
    assert.deepEqual(values, target.values);
  }
});
