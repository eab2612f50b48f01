import { inTurn } from './inTurn';

describe('inTurn', () => {
  const what = {};
  const never = () => new Promise<never>(() => {});

  it('runs one after the other, in the order of the calls', async () => {
    const log: string[] = [];
    const work = (name: string) => async () => {
      log.push(`${name} begins`);
      await new Promise(resolve => setImmediate(resolve));
      log.push(`${name} ends`);
      return name;
    };
    const results = await Promise.all(
      ['a', 'b'].map(name => inTurn(what, work(name))),
    );
    expect(results).toEqual(['a', 'b']);
    expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  });

  it('goes on after one that failed', async () => {
    const failed = inTurn(what, async () => {
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    await expect(inTurn(what, async () => 'next')).resolves.toBe('next');
  });

  it('lets nobody wait for what changes something else', async () => {
    void inTurn({}, never);
    await expect(inTurn(what, async () => 'next')).resolves.toBe('next');
  });

  it('lets the next one begin when one takes too long', async () => {
    jest.useFakeTimers();
    const mine = {};
    void inTurn(mine, never);
    const next = jest.fn(async () => {});
    void inTurn(mine, next);
    await jest.advanceTimersByTimeAsync(2900);
    expect(next).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(200);
    expect(next).toHaveBeenCalledTimes(1);
    jest.useRealTimers();
  });
});
