import { describe, expect, it } from '@jest/globals';
import { Lifecycle } from './lifecycle.ts';
import { createLogger } from './logger.ts';

describe('the lifecycle', () => {
  it('closes in the opposite order, past parts that fail or never end, and only once', async () => {
    const logger = createLogger({ LOG_LEVEL: 'silent', SERVICE_VERSION: 'test' });
    const lifecycle = new Lifecycle(logger, 20);
    const closed: string[] = [];
    lifecycle.onClose('first', () => Promise.resolve(closed.push('first')));
    lifecycle.onClose('broken', () => Promise.reject(new Error('stuck')));
    lifecycle.onClose('endless', () => new Promise(() => undefined));
    lifecycle.onClose('last', () => Promise.resolve(closed.push('last')));

    await lifecycle.close();
    await lifecycle.close();
    expect(closed).toEqual(['last', 'first']);
  });
});
