import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { withoutRedis } from '@notes/service-kit/testing';
import { faultList } from './faultList.ts';
import { createFaultReport } from './FaultReport.ts';
import { FaultRun } from './FaultRun.ts';
import { mutate } from './mutations.ts';
import { renderFaultReport } from './renderFaultReport.ts';
import { startForFaults } from './startForFaults.ts';

const SEED = 20_260_101;
/** One of each kind; `npm run notes:faults` kills every part. */
const STRUCK = ['notes-service', 'email-service', 'bus connections', 'redis'];

let run: FaultRun;
before(async () => {
  const system = await startForFaults({
    settings: { LOG_LEVEL: 'error', SHUTDOWN_TIMEOUT_MS: '2000' },
  });
  run = new FaultRun(system, {
    ...{ seed: SEED, people: 3, calmMs: 700, downMs: 300 },
  });
  await run.prepare();
});
after(async () => {
  await run.close();
  await run.system.stop();
});

async function brokenChecks(): Promise<string[]> {
  const checks = await run.checks();
  return checks
    .filter(({ problems }) => problems.length > 0)
    .map(({ name }) => name);
}

test('what was accepted while parts were killed is there, found, mailed once and audited', async t => {
  const faults = faultList(run.system).filter(({ name }) =>
    STRUCK.includes(name),
  );
  assert.equal(faults.length, STRUCK.length);
  const reason = withoutRedis();
  if (reason !== false) t.diagnostic(`Redis is skipped: ${reason}`);
  await run.load(faults);
  const checks = await run.checks();
  const report = createFaultReport(run, { seed: SEED, faults, checks });
  t.diagnostic(renderFaultReport(report));
  assert.equal(report.outcome, 'kept', renderFaultReport(report));
  assert.ok(report.acceptedWrites > 20, 'the load has written');
});

test('a lost change and a failure that no fault excuses are noticed', async () => {
  await mutate(run, 'drop-event', 'before');
  await run.load([]);
  await mutate(run, 'silent-fault', 'before');
  await run.load([]);
  const broken = await brokenChecks();
  assert.ok(
    broken.includes('no failure outside of the faults'),
    String(broken),
  );
  assert.ok(broken.includes('audited'), String(broken));
});

test('a lost write, a second mail and a rewritten record are noticed', async () => {
  await mutate(run, 'lose-write', 'after');
  await mutate(run, 'double-mail', 'after');
  await mutate(run, 'rewrite-audit', 'after');
  const broken = await brokenChecks();
  for (const name of [
    'accepted writes are there',
    'mailed exactly once',
    'audit chain verifies',
  ])
    assert.ok(broken.includes(name), `${name}: ${String(broken)}`);
});
