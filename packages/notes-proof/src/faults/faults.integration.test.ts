import assert from 'node:assert/strict';
import { after, before, test as nodeTest, type TestContext } from 'node:test';
import { withoutRedis } from '@notes/service-kit/testing';
import { faultList } from './faultList.ts';
import { createFaultReport } from './FaultReport.ts';
import { FaultRun } from './FaultRun.ts';
import { mutate } from './mutations.ts';
import { renderFaultReport } from './renderFaultReport.ts';
import { startForFaults } from './startForFaults.ts';
import { isFailure } from './Timeline.ts';

const SEED = 20_260_101;
/** For what has to end on the slowest machine; nothing is measured against it. */
const TIMEOUT_MS = 400_000;

let run: FaultRun;
const said: string[] = [];
before(async () => {
  const system = await startForFaults({
    settings: { LOG_LEVEL: 'error', SHUTDOWN_TIMEOUT_MS: '2000' },
  });
  run = new FaultRun(system, {
    ...{ seed: SEED, people: 3, calmMs: 300, downMs: 200, pauseMs: 60 },
    say: text => said.push(text),
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

function test(name: string, body: (t: TestContext) => Promise<void>): void {
  void nodeTest(name, { timeout: TIMEOUT_MS }, body);
}

test('what was accepted while each part was killed is there, found, mailed once and audited', async t => {
  const faults = faultList(run.system);
  const reason = withoutRedis();
  if (reason !== false) t.diagnostic(`Redis is skipped: ${reason}`);
  const skipped = faults.filter(one => one.skipped !== undefined);
  assert.deepEqual(
    skipped.map(({ name }) => name),
    reason === false ? [] : ['redis'],
  );
  await run.load(faults);
  const checks = await run.checks();
  const report = createFaultReport(run, { seed: SEED, faults, checks });
  t.diagnostic(renderFaultReport(report));
  assert.equal(report.outcome, 'kept', renderFaultReport(report));
  assert.ok(report.acceptedWrites > 20, 'the load has written');
  const aimed = said.find(text => text.startsWith('email-service: '));
  assert.match(aimed ?? '', /: [1-9]\d* mails in hand$/);
});

test('a lost change and a failure that no fault excuses are noticed', async () => {
  const { timeline } = run;
  const already = timeline.requests.length;
  await mutate(run, 'drop-event', 'before');
  await mutate(run, 'silent-fault', 'before');
  await run.load([], () => {
    const isUpdated = timeline.requests
      .slice(already)
      .some(({ method, status }) => method === 'PUT' && status === 200);
    return isUpdated && timeline.outside().some(isFailure);
  });
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
