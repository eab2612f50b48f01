import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { describe, test } from 'node:test';
import { pino } from 'pino';
import { Lifecycle } from './Lifecycle.ts';
import { Readiness } from './Readiness.ts';

const silent = pino({ level: 'silent' });

test('parts are closed in the opposite order, past those that fail or never end, and once', async () => {
  const lifecycle = new Lifecycle(silent, 20);
  const closed: string[] = [];
  lifecycle.onClose('first', () => closed.push('first'));
  lifecycle.onClose('broken', () => Promise.reject(new Error('stuck')));
  lifecycle.onClose('thrown', () => {
    throw new Error('at once');
  });
  lifecycle.onClose('endless', () => new Promise(() => undefined));
  lifecycle.onClose('last', () => Promise.resolve(closed.push('last')));
  await lifecycle.close();
  await lifecycle.close();
  assert.deepEqual(closed, ['last', 'first']);
});

describe('readiness', () => {
  const fails = () => Promise.reject(new Error('connection refused'));

  test('is ready when nothing has to be checked', async () => {
    assert.deepEqual(await new Readiness(silent).report(), {
      status: 'ready',
      checks: {},
    });
  });

  for (const { reason, required, status, outcome } of [
    {
      reason: 'required',
      required: true,
      status: 'not-ready',
      outcome: 'failed',
    },
    {
      reason: 'optional',
      required: false,
      status: 'ready',
      outcome: 'degraded',
    },
  ]) {
    test(`is ${status} while a dependency that is ${reason} fails`, async () => {
      const readiness = new Readiness(silent);
      readiness.add({ name: 'store', required, check: fails });
      assert.deepEqual(await readiness.report(), {
        status,
        checks: { store: outcome },
      });
    });
  }

  test('does not wait for a dependency that never answers', async () => {
    const readiness = new Readiness(silent, 10);
    const check = () => new Promise(() => undefined);
    readiness.add({ name: 'store', required: true, check });
    assert.deepEqual((await readiness.report()).checks, { store: 'failed' });
  });

  test('logs a change of state once', async () => {
    const output = new PassThrough();
    const readiness = new Readiness(pino(output));
    let well = false;
    const check = () => (well ? Promise.resolve() : fails());
    readiness.add({ name: 'store', required: true, check });
    for (let round = 0; round < 3; round += 1) await readiness.report();
    well = true;
    for (let round = 0; round < 2; round += 1) await readiness.report();
    const lines = String(output.read()).trimEnd().split('\n');
    assert.equal(lines.length, 2);
    assert.match(lines[0] ?? '', /store does not answer/);
    assert.match(lines[1] ?? '', /store answers again/);
  });
});
