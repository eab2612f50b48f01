import { PassThrough } from 'node:stream';
import { describe, expect, it, jest } from '@jest/globals';
import { createLogger } from './logger.ts';
import { Readiness } from './readiness.ts';

function setup() {
  const output = new PassThrough();
  const logger = createLogger({ LOG_LEVEL: 'info', SERVICE_VERSION: 'test' }, output);
  return { readiness: new Readiness(logger), output };
}

const fails = () => Promise.reject(new Error('connection refused'));

describe('readiness', () => {
  it('is ready when nothing has to be checked', async () => {
    expect(await setup().readiness.report()).toEqual({ status: 'ready', checks: {} });
  });

  it('is not ready while a required dependency fails', async () => {
    const { readiness } = setup();
    readiness.add({ name: 'store', required: true, check: fails });
    expect(await readiness.report()).toEqual({ status: 'not-ready', checks: { store: 'failed' } });
  });

  it('stays ready, and says so, while an optional dependency fails', async () => {
    const { readiness } = setup();
    readiness.add({ name: 'helper', required: false, check: fails });
    expect(await readiness.report()).toEqual({ status: 'ready', checks: { helper: 'degraded' } });
  });

  it('does not wait for a dependency that never answers', async () => {
    jest.useFakeTimers();
    const { readiness } = setup();
    readiness.add({ name: 'store', required: true, check: () => new Promise(() => undefined) });
    const report = readiness.report();
    await jest.advanceTimersByTimeAsync(2_000);
    expect((await report).checks).toEqual({ store: 'failed' });
    jest.useRealTimers();
  });

  it('logs a change of state once', async () => {
    const { readiness, output } = setup();
    const check = jest.fn(fails).mockResolvedValueOnce(undefined as never);
    readiness.add({ name: 'store', required: true, check });
    for (let round = 0; round < 3; round += 1) await readiness.report();
    check.mockResolvedValue(undefined as never);
    for (let round = 0; round < 2; round += 1) await readiness.report();

    const lines = String(output.read()).trimEnd().split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain('store does not answer');
    expect(lines[1]).toContain('store answers again');
  });

  it('is not ready any more once the service stops', async () => {
    const { readiness } = setup();
    readiness.stop();
    expect((await readiness.report()).status).toBe('stopping');
  });
});
