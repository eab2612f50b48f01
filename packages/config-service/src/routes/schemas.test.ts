import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  startConfig,
  type ConfigUnderTest,
  type Person,
} from '../testing/startConfig.ts';

function detailOf(body: unknown): string {
  return (body as { detail: string }).detail;
}

describe('the type and the schema of a key', () => {
  let config: ConfigUnderTest;
  let ann: Person;
  before(async () => {
    config = await startConfig();
    ann = config.person();
  });
  after(() => config.close());

  it('keep the type of the key in every environment', async () => {
    await ann.put('dev/keys/limit', 3);
    const text = await ann.put('staging/keys/limit', 'three');
    assert.equal(text.status, 400);
    assert.match(detailOf(text.body), /expected a number/);
    const other = await ann.put('staging/keys/limit', 'three', {
      type: 'string',
    });
    assert.equal(other.status, 409);
    const anything = await ann.put('dev/keys/anything', 1, { type: 'json' });
    assert.equal(anything.status, 200);
    assert.equal((await ann.put('dev/keys/anything', 'text')).status, 200);
  });

  it('fit the schema of the key, which fits every environment', async () => {
    const schema = { type: 'integer', minimum: 1 };
    assert.equal(
      (await ann.put('dev/keys/workers', 4, { schema })).status,
      200,
    );
    const low = await ann.put('staging/keys/workers', 0);
    assert.equal(low.status, 400);
    assert.match(detailOf(low.body), /must be >= 1/);
    await ann.put('staging/keys/workers', 2);
    const strict = await ann.put('dev/keys/workers', 4, {
      schema: { type: 'integer', minimum: 3 },
    });
    assert.equal(strict.status, 409);
    assert.match(detailOf(strict.body), /workers in staging/);
    assert.equal(
      (await ann.put('dev/keys/workers', 4, { schema: null })).status,
      200,
    );
    assert.equal((await ann.put('staging/keys/workers', 0)).status, 200);
  });

  it('refuse a schema that cannot be used', async () => {
    for (const schema of [
      { type: 'lamp' },
      { $ref: 'https://notes.example/schema' },
      { minimum: 'x' },
    ]) {
      const reply = await ann.put('dev/keys/odd', 1, { schema });
      assert.equal(reply.status, 400, JSON.stringify(schema));
      assert.match(detailOf(reply.body), /\/schema expected a JSON Schema/);
    }
  });

  it('are refused, not waited for, when a pattern of the schema takes for ever', async () => {
    const schema = { type: 'string', pattern: '^(a+)+$' };
    assert.equal(
      (await ann.put('dev/keys/slow', 'aaa', { schema })).status,
      200,
    );
    const reply = await ann.put('dev/keys/slow', `${'a'.repeat(40)}!`);
    assert.equal(reply.status, 400);
    assert.match(detailOf(reply.body), /longer than 100 ms/);
  });
});
