import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { pino } from 'pino';
import { OutageLog } from './OutageLog.ts';

test('an outage is logged once for each reason, and again after a time of quiet, with what was left out', () => {
  const output = new PassThrough();
  let now = 0;
  const outages = new OutageLog(pino(output), () => now);
  const away = new Error('connect ECONNREFUSED');
  for (let count = 0; count < 50; count += 1) {
    now += 1_000;
    outages.add('ECONNREFUSED', away);
  }
  outages.add('57P03', new Error('starting up'));
  now += 10_000;
  outages.add('ECONNREFUSED', away);

  const lines = String(output.read())
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line) as Record<string, unknown>);
  assert.deepEqual(
    lines.map(({ reason, unlogged }) => ({ reason, unlogged })),
    [
      { reason: 'ECONNREFUSED', unlogged: undefined },
      { reason: '57P03', unlogged: undefined },
      { reason: 'ECONNREFUSED', unlogged: 49 },
    ],
  );
});
