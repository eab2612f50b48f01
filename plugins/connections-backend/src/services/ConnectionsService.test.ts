import { mockServices } from '@backstage/backend-test-utils';
import { ConnectionProbe, ProbeResult } from '../probes/ConnectionProbe';
import { ConnectionsService } from './ConnectionsService';

function setup(check: ConnectionProbe['check']) {
  const clock = { now: Date.parse('2026-01-01T00:00:00Z') };
  const probe = { id: 'part', title: 'Part', check: jest.fn(check) };
  const logger = mockServices.logger.mock();
  const service = new ConnectionsService({
    probes: [probe],
    logger,
    now: () => clock.now,
    timeoutMs: 50,
  });
  return { clock, logger, probe, service };
}

const OK: ProbeResult = { state: 'ok', reason: 'Fine.' };
const forever = () => new Promise<ProbeResult>(() => {});

describe('ConnectionsService', () => {
  it('looks once for all who ask within thirty seconds', async () => {
    const { clock, probe, service } = setup(async () => OK);
    await Promise.all([service.listParts(), service.listParts()]);
    clock.now += 29_000;
    await service.listParts();
    expect(probe.check).toHaveBeenCalledTimes(1);

    clock.now += 2_000;
    await service.listParts();
    expect(probe.check).toHaveBeenCalledTimes(2);
  });

  it('looks again for who asks for it, but not more than every two seconds', async () => {
    const { clock, probe, service } = setup(async () => OK);
    await service.listParts();
    await service.listParts({ fresh: true });
    expect(probe.check).toHaveBeenCalledTimes(1);

    clock.now += 3_000;
    await service.listParts({ fresh: true });
    expect(probe.check).toHaveBeenCalledTimes(2);
  });

  it('calls a part broken whose checks do not end, and not after the first of them', async () => {
    const { service } = setup(forever);
    const states = [];
    for (let round = 0; round < 3; round++) {
      const [{ state, reason }] = await service.listParts();
      states.push({ state, reason });
    }
    const checking = {
      state: 'checking',
      reason: 'The first check has not ended yet.',
    };
    expect(states).toEqual([
      checking,
      checking,
      { state: 'broken', reason: 'The check did not end in time.' },
    ]);
  });

  it('counts checks that did not end anew after one that did', async () => {
    const checks = [forever, forever, async () => OK, forever];
    const { clock, service } = setup(() => checks.shift()!());
    for (let round = 0; round < 3; round++) await service.listParts();
    clock.now += 60_000;
    const [part] = await service.listParts();
    expect(part).toMatchObject({ state: 'ok', stale: true });
  });

  it('keeps what it last saw, marked stale, when a later check does not end', async () => {
    const checks = [async () => OK, forever, async () => OK];
    const { clock, service } = setup(() => checks.shift()!());
    const [before] = await service.listParts();
    clock.now += 60_000;
    const [during] = await service.listParts();
    expect(during).toEqual({ ...before, stale: true });

    const [after] = await service.listParts();
    expect(after.stale).toBeUndefined();
    expect(after.checkedAt).toBe('2026-01-01T00:01:00.000Z');
  });

  it('survives a probe that throws, and logs no message of the error', async () => {
    const { logger, service } = setup(async () => {
      throw new Error('https://user:password@host');
    });
    const [part] = await service.listParts();
    expect(part).toMatchObject({
      state: 'broken',
      reason: 'The check failed.',
    });
    expect(JSON.stringify([part, logger.warn.mock.calls])).not.toContain(
      'password',
    );
  });

  it('logs a change of state once, and nothing while it stays', async () => {
    const results: ProbeResult[] = [
      OK,
      OK,
      { state: 'broken', reason: 'Gone.', fix: 'Start it.' },
    ];
    const { clock, logger, service } = setup(async () => results.shift()!);
    for (let round = 0; round < 3; round++) {
      await service.listParts();
      clock.now += 60_000;
    }
    expect(logger.info.mock.calls).toEqual([
      ['Part "part" went from ok to broken: Gone.'],
    ]);
  });
});
