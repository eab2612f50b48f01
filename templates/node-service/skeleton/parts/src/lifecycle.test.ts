import { describe, expect, it } from '@jest/globals';
import { Lifecycle } from './lifecycle.ts';
import { createLogger } from './logger.ts';

describe('the lifecycle', () => {
  it('closes in the opposite order, past a part that fails, and only once', async () => {
    const lifecycle = new Lifecycle(createLogger({ LOG_LEVEL: 'silent', SERVICE_VERSION: 'test' }));
    const closed: string[] = [];
    lifecycle.onClose('first', () => Promise.resolve(closed.push('first')));
    lifecycle.onClose('broken', () => Promise.reject(new Error('stuck')));
    lifecycle.onClose('last', () => Promise.resolve(closed.push('last')));

    await lifecycle.close();
    await lifecycle.close();
    expect(closed).toEqual(['last', 'first']);
  });
});
