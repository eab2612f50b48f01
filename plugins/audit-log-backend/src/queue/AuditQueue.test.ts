/** Unit layer: the queue with a database that comes and goes. */
import { mockServices } from '@backstage/backend-test-utils';
import type { AuditEvent } from '@notes/plugin-audit-log-common';
import { AuditQueue, type AuditQueueOptions } from './AuditQueue';

function event(id: string, status: AuditEvent['status'] = 'succeeded') {
  return { id, status } as AuditEvent;
}

function setup(options: Partial<AuditQueueOptions> = {}) {
  const logger = mockServices.logger.mock();
  const queue = new AuditQueue({
    logger,
    delayMs: 1,
    maxRetryDelayMs: 5,
    ...options,
  });
  const stored = new Map<string, AuditEvent>();
  const batches: number[] = [];
  const writer = {
    isDown: false,
    async write(events: AuditEvent[]) {
      if (writer.isDown) {
        throw new Error('connect ECONNREFUSED');
      }
      batches.push(events.length);
      events.forEach(e => stored.set(e.id, e));
    },
  };
  return { logger, queue, stored, batches, writer };
}

async function until(condition: () => boolean) {
  for (let attempt = 0; attempt < 500 && !condition(); attempt++) {
    await new Promise(resolve => setTimeout(resolve, 2));
  }
  expect(condition()).toBe(true);
}

describe('AuditQueue', () => {
  it('keeps what comes before the database is ready, then writes it in batches', async () => {
    const { queue, stored, batches, writer } = setup({ batchSize: 4 });
    for (let index = 0; index < 10; index++) {
      queue.add(event(`e${index}`));
    }
    expect(queue.size).toBe(10);
    queue.start(writer);
    await until(() => stored.size === 10);
    expect(batches).toEqual([4, 4, 2]);
  });

  it('writes one event once when it begins and ends before the write', async () => {
    const { queue, stored, batches, writer } = setup();
    queue.add(event('a', 'initiated'));
    queue.add(event('a', 'failed'));
    queue.start(writer);
    await until(() => stored.size === 1);
    expect([stored.get('a')?.status, batches]).toEqual(['failed', [1]]);
  });

  it('says once that the database is away, catches up in order, and says so', async () => {
    const { logger, queue, stored, writer } = setup();
    writer.isDown = true;
    queue.start(writer);
    queue.add(event('a', 'initiated'));
    await until(() => logger.warn.mock.calls.length === 1);
    queue.add(event('b'));
    queue.add(event('a', 'succeeded'));
    await new Promise(resolve => setTimeout(resolve, 30));
    writer.isDown = false;
    await until(() => queue.size === 0);

    expect([...stored.keys()]).toEqual(['a', 'b']);
    expect(stored.get('a')?.status).toBe('succeeded');
    expect(logger.warn).toHaveBeenCalledTimes(1);
    expect(logger.warn.mock.calls[0][0]).toContain('ECONNREFUSED');
    await until(() => logger.info.mock.calls.length === 1);
    expect(logger.info.mock.calls[0][0]).toContain(
      '2 events written, 0 left out',
    );
  });

  it('drops the oldest beyond its capacity and says so once', () => {
    const { logger, queue } = setup({ capacity: 3 });
    for (let index = 0; index < 8; index++) {
      queue.add(event(`e${index}`));
    }
    expect(queue.size).toBe(3);
    expect(logger.error).toHaveBeenCalledTimes(1);
    expect(logger.error.mock.calls[0][0]).toContain('more than 3 events');
  });

  it('writes everything on close, and what comes later on the next close', async () => {
    const { queue, stored, writer } = setup({ delayMs: 60_000, batchSize: 2 });
    queue.start(writer);
    ['a', 'b', 'c'].forEach(id => queue.add(event(id)));
    expect(await queue.close(writer, 1000)).toBe(0);
    expect(stored.size).toBe(3);

    queue.add(event('late'));
    expect(stored.has('late')).toBe(false);
    expect(await queue.close(writer, 1000)).toBe(0);
    expect(stored.has('late')).toBe(true);
  });

  it('does not hold up the end of the process when the database is away or hangs', async () => {
    const { queue, writer } = setup();
    queue.add(event('a'));
    writer.isDown = true;
    expect(await queue.close(writer, 1000)).toBe(1);

    const hanging = { write: () => new Promise<void>(() => {}) };
    const started = Date.now();
    await queue.close(hanging, 50);
    expect(Date.now() - started).toBeLessThan(1000);
  });

  it('has nothing to do on close when nothing is waiting', async () => {
    const { queue, batches, writer } = setup();
    expect(await queue.close(writer, 1000)).toBe(0);
    expect(batches).toEqual([]);
  });
});
