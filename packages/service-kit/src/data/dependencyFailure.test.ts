import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { dependencyFailureOf } from './dependencyFailure.ts';

const withCode = (code: string) => Object.assign(new Error('secret'), { code });

describe('a failure of a dependency', () => {
  for (const { error, reason } of [
    { error: withCode('ECONNREFUSED'), reason: 'ECONNREFUSED' },
    { error: withCode('57P01'), reason: '57P01' },
    { error: withCode('57P03'), reason: '57P03' },
    { error: withCode('08006'), reason: '08006' },
    {
      error: new Error('timeout exceeded when trying to connect'),
      reason: 'no connection in time',
    },
    {
      error: new Error('Connection terminated unexpectedly'),
      reason: 'connection terminated',
    },
    {
      error: new Error('could not store', { cause: withCode('ECONNRESET') }),
      reason: 'ECONNRESET',
    },
  ]) {
    test(`is recognised by ${reason}`, () => {
      assert.deepEqual(dependencyFailureOf(error), { fault: 'away', reason });
    });
  }

  test('is slow when a statement takes too long', () => {
    assert.deepEqual(dependencyFailureOf(withCode('57014')), {
      fault: 'slow',
      reason: '57014',
    });
  });

  for (const [name, error] of [
    ['a wrong statement', withCode('42601')],
    ['a broken rule', withCode('23505')],
    ['a database that was dropped', withCode('3D000')],
    ['a bug', new TypeError('x is not a function')],
    ['something that is no error', 'ECONNREFUSED'],
  ] as const) {
    test(`is not ${name}`, () => {
      assert.equal(dependencyFailureOf(error), undefined);
    });
  }

  test('is not looked for without end in causes that go in a circle', () => {
    const error = new Error('round');
    error.cause = error;
    assert.equal(dependencyFailureOf(error), undefined);
  });
});
