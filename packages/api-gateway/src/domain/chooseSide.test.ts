import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { chooseSide } from './chooseSide.ts';

const nobody = { route: 'notes', wish: undefined, mayChoose: false };
const USERS = Array.from({ length: 10_000 }, (_one, index) => `user-${index}`);

test('a user stays on one side, and stays in the canary while it grows', () => {
  const percent = fc.integer({ min: 0, max: 100 });
  fc.assert(
    fc.property(fc.string(), percent, percent, (key, one, other) => {
      const [small, large] = [Math.min(one, other), Math.max(one, other)];
      const before = chooseSide({ ...nobody, key, percent: small });
      assert.equal(chooseSide({ ...nobody, key, percent: small }), before);
      if (before === 'canary')
        assert.equal(chooseSide({ ...nobody, key, percent: large }), 'canary');
    }),
  );
});

for (const percent of [0, 1, 5, 50, 100]) {
  test(`about ${percent} % of the users get the canary`, () => {
    const count = USERS.filter(
      key => chooseSide({ ...nobody, key, percent }) === 'canary',
    ).length;
    assert.ok(Math.abs(count / 100 - percent) < 1.5, `${count / 100} %`);
    if (percent === 0 || percent === 100) assert.equal(count, percent * 100);
  });
}

test('different routes try their canary on different users', () => {
  const both = USERS.filter(key =>
    ['notes', 'search'].every(
      route => chooseSide({ ...nobody, route, key, percent: 10 }) === 'canary',
    ),
  );
  assert.ok(both.length > 40 && both.length < 180, String(both.length));
});

test('only testers with the permission choose, and only between the two sides', () => {
  const ask = (wish: string, mayChoose: boolean, percent = 0) =>
    chooseSide({ route: 'notes', key: 'u', percent, wish, mayChoose });
  assert.equal(ask('canary', true), 'canary');
  assert.equal(ask('canary', false), 'stable');
  assert.equal(ask('stable', true, 100), 'stable');
  assert.equal(ask('anything', true), 'stable');
});
