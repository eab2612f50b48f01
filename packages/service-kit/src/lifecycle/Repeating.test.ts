import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { describe, test, type TestContext } from 'node:test';
import { pino } from 'pino';
import { waitFor } from '../testing/waitFor.ts';
import { Repeating } from './Repeating.ts';

const LONG_MS = 3_600_000;

function setup(
  t: TestContext,
  work: () => Promise<unknown>,
  everyMs = 1,
): { job: Repeating; messages: () => unknown[] } {
  // The timer of a job keeps no process alive, and a test has nothing else that does.
  const alive = setInterval(() => undefined, 1_000);
  const lines: string[] = [];
  const output = new PassThrough();
  output.on('data', line => lines.push(String(line)));
  const job = Repeating.start({
    name: 'a job',
    everyMs,
    logger: pino(output),
    work,
  });
  t.after(async () => {
    await job.stop();
    clearInterval(alive);
  });
  const messages = () =>
    lines.map(line => (JSON.parse(line) as { msg: unknown }).msg);
  return { job, messages };
}

describe('a job that repeats', () => {
  test('goes on after failures, which are logged once until it works again', async t => {
    let runs = 0;
    const { messages } = setup(t, () => {
      runs += 1;
      return runs < 4 ? Promise.reject(new Error('away')) : Promise.resolve();
    });
    await waitFor(() => runs > 5, 'runs after the failures');
    assert.deepEqual(messages(), ['a job failed', 'a job works again']);
  });

  test('ends with the run at hand, and does not begin another', async t => {
    let finish: (() => void) | undefined;
    let runs = 0;
    const { job } = setup(t, () => {
      runs += 1;
      return new Promise<void>(resolve => (finish = resolve));
    });
    await waitFor(() => finish !== undefined, 'the first run');
    let stopped = false;
    const stopping = job.stop().then(() => (stopped = true));
    await new Promise(resolve => setImmediate(resolve));
    assert.equal(stopped, false);
    finish?.();
    await stopping;
    job.hasten();
    await new Promise(resolve => setTimeout(resolve, 5));
    assert.equal(runs, 1);
  });

  test('runs at once when it is hastened, however long its interval', async t => {
    let runs = 0;
    const count = () => Promise.resolve((runs += 1));
    const { job } = setup(t, count, LONG_MS);
    job.hasten();
    await waitFor(() => runs === 1, 'the hastened run');
  });

  test('runs once more, and never twice at once, when it is hastened while it runs', async t => {
    const finish: (() => void)[] = [];
    let atOnce = 0;
    let most = 0;
    const { job } = setup(
      t,
      async () => {
        most = Math.max(most, (atOnce += 1));
        await new Promise<void>(resolve => finish.push(resolve));
        atOnce -= 1;
      },
      LONG_MS,
    );
    job.hasten();
    await waitFor(() => finish.length === 1, 'the first run');
    for (let count = 0; count < 3; count += 1) job.hasten();
    finish[0]?.();
    await waitFor(() => finish.length === 2, 'the second run');
    finish[1]?.();
    await waitFor(() => atOnce === 0, 'the end of the second run');
    assert.equal(most, 1);
    assert.equal(finish.length, 2);
  });
});
