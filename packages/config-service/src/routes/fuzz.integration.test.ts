import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import {
  startConfig,
  type ConfigUnderTest,
  type Person,
} from '../testing/startConfig.ts';

const RUNS = 60;
/** Text as nobody expects it: halves of characters, zeros, controls, other scripts. */
const text = fc.string({ unit: 'binary', maxLength: 40 });
const almostInput = fc.record(
  {
    value: fc.oneof(fc.jsonValue(), text, fc.double()),
    type: fc.oneof(
      fc.constantFrom('string', 'number', 'boolean', 'json'),
      text,
    ),
    schema: fc.oneof(
      fc.constantFrom({ type: 'number' }, {}, { enum: [1] }),
      fc.jsonValue(),
    ),
    description: fc.oneof(text, fc.jsonValue()),
    reason: fc.oneof(fc.constant('a test'), text),
  },
  { requiredKeys: ['value', 'reason'] },
);
const method = fc.constantFrom('GET', 'PUT', 'POST', 'DELETE');
const encoded = fc
  .oneof(
    text,
    fc.constantFrom(
      'dev',
      'default',
      'keys',
      'watch',
      'history',
      'a.b',
      '..',
      '0',
    ),
  )
  .map(one => encodeURIComponent(one.toWellFormed()));

/** Each answer is held to openapi.yaml by the service itself, which answers 500 for any that is not in it. */
describe('whatever a caller sends', () => {
  let config: ConfigUnderTest;
  let ann: Person;
  before(async () => {
    config = await startConfig();
    ann = config.person();
  });
  after(() => config.close());

  function failures(): string {
    return JSON.stringify(
      config
        .logged()
        .filter(({ err }) => err)
        .slice(-1),
    );
  }

  it('as a value is kept as it is, or refused', async () => {
    let kept = 0;
    const key = fc.stringMatching(/^[a-z]{1,3}(\.[a-zA-Z0-9]{1,3}){0,2}$/);
    await fc.assert(
      fc.asyncProperty(key, almostInput, async (name, json) => {
        const place = `dev/keys/${name}`;
        const reply = await ann.put(place, undefined, json);
        assert.ok(
          [200, 400, 409].includes(reply.status),
          `${reply.status} ${failures()}`,
        );
        if (reply.status !== 200) return;
        kept += 1;
        const { value } = (await ann.request(place)).body as { value: unknown };
        assert.equal(JSON.stringify(value), JSON.stringify(json.value));
      }),
      { numRuns: RUNS },
    );
    assert.ok(kept > 0, 'nothing was ever kept');
  });

  it('as a path or a query is answered or refused, never a failure', async () => {
    const path = fc.oneof(
      fc
        .array(encoded, { minLength: 1, maxLength: 4 })
        .map(parts => parts.join('/')),
      fc
        .tuple(fc.constantFrom('version', 'limit', 'before', 'x'), encoded)
        .map(([name, one]) => `dev/history?${name}=${one}`),
      encoded.map(one => `dev/watch?after=${one}&wait=0`),
      encoded.map(one => `dev/keys/${one}?reason=${one}`),
      encoded.map(one => `keys?after=${one}`),
    );
    await fc.assert(
      fc.asyncProperty(path, method, async (where, verb) => {
        const reply = await ann.request(where, { method: verb });
        assert.ok(
          reply.status < 500,
          `${verb} ${where}: ${reply.status} ${failures()}`,
        );
      }),
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
        '"v-1"',
        '"v1", "v2"',
      ),
    );
    await fc.assert(
      fc.asyncProperty(value, method, async (sent, verb) => {
        const headers = { 'if-match': sent, 'if-none-match': sent };
        const json =
          verb === 'PUT' ? { json: { value: 1, reason: 'a test' } } : {};
        for (const place of ['dev', 'dev/keys/a.b?reason=test']) {
          const reply = await ann.request(place, {
            method: verb,
            headers,
            ...json,
          });
          assert.ok(
            reply.status < 500,
            `${verb} ${sent}: ${reply.status} ${failures()}`,
          );
        }
      }),
      { numRuns: RUNS },
    );
  });
});
