import { describe, expect, it } from '@jest/globals';
import { startRespServer } from '../testing/startRespServer.ts';
import { startTestService } from '../testing/startTestService.ts';

describe('a service whose cache goes away', () => {
  it('stays ready, logs that it is away, and answers from its store', async () => {
    const redis = await startRespServer();
    const service = await startTestService({ REDIS_URL: redis.url });
    const created = await service.request('POST', '/v1/items', { json: { name: 'lamp' } });
    await redis.stop();

    const ready = await service.request('GET', '/ready');
    expect(ready.status).toBe(200);
    expect(ready.text).toBe('{"status":"ready"}');
    expect(JSON.stringify(service.logged())).toContain('cache does not answer');
    const read = await service.request('GET', created.headers.get('location') ?? '');
    expect(read.body).toEqual(created.body);
    await service.close();
  });
});
