import { mockServices } from '@backstage/backend-test-utils';
import { seedUntilDone } from './seedUntilDone';

describe('seedUntilDone', () => {
  it('tries again until the repository is there, and then no more', async () => {
    const run = jest.fn().mockResolvedValue('made');
    run.mockRejectedValueOnce(new Error('The git host is away'));
    const { signal } = new AbortController();
    const logger = mockServices.logger.mock();
    await seedUntilDone({ run }, { logger, signal, pauseMs: 1 });
    expect(run).toHaveBeenCalledTimes(2);
    expect(logger.warn).not.toHaveBeenCalled();
  });

  it('warns once when it takes long, with the reason, and goes on', async () => {
    const run = jest.fn().mockResolvedValue('made');
    for (let index = 0; index < 20; index += 1) {
      run.mockRejectedValueOnce(new Error('The owner is not known'));
    }
    const { signal } = new AbortController();
    const logger = mockServices.logger.mock();
    await seedUntilDone({ run }, { logger, signal, pauseMs: 1 });
    expect(run).toHaveBeenCalledTimes(21);
    expect(logger.warn).toHaveBeenCalledTimes(1);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('The owner is not known'),
    );
  });

  it('ends with the portal', async () => {
    const stop = new AbortController();
    const run = jest.fn().mockImplementation(async () => {
      stop.abort();
      throw new Error('away');
    });
    await seedUntilDone(
      { run },
      {
        logger: mockServices.logger.mock(),
        signal: stop.signal,
        pauseMs: 60_000,
      },
    );
    expect(run).toHaveBeenCalledTimes(1);
  });
});
