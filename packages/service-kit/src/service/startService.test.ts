import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { thingsService } from '../testing/fixture/thingsService.ts';
import { startTestService } from '../testing/startTestService.ts';

const READER = { subject: 'u1', permissions: ['things:read'] };
const WRITER = { subject: 'u1', permissions: ['things:write'] };

describe('a started service', () => {
  for (const [path, text] of [
    ['/health', '{"status":"ok"}'],
    ['/health/live', '{"status":"ok"}'],
    ['/ready', '{"status":"ready"}'],
    ['/health/ready', '{"status":"ready"}'],
  ] as const) {
    test(`answers ${path} with ${text}`, async t => {
      const service = await startTestService(thingsService());
      t.after(() => service.close());
      const reply = await service.request(path);
      assert.equal(reply.status, 200);
      assert.equal(reply.text, text);
    });
  }

  test('gives operations what the document declares, in the declared types', async t => {
    const service = await startTestService(thingsService());
    t.after(() => service.close());
    const list = await service.request('/things?tag=a', {
      as: READER,
      headers: { 'X-Depth': '3' },
    });
    assert.deepEqual(list.body, {
      query: { limit: 20, tag: ['a'] },
      header: { 'X-Depth': 3 },
      caller: 'u1',
    });
    const created = await service.request('/things', {
      method: 'POST',
      as: WRITER,
      json: { name: 'lamp' },
    });
    assert.equal(created.status, 201);
    assert.deepEqual(created.body, { id: '1', name: 'lamp', size: 'small' });
  });

  test('tells a handler the id of the request, whatever the identity was made for', async t => {
    const service = await startTestService(
      thingsService({
        listThings: ({ caller }) => ({
          status: 200,
          body: { requestId: caller.requestId },
        }),
      }),
    );
    t.after(() => service.close());
    const reply = await service.request('/things', {
      as: READER,
      headers: { 'x-request-id': 'request-1234' },
    });
    assert.deepEqual(reply.body, { requestId: 'request-1234' });
  });

  test('refuses strangers with 401 and callers without the permission with 403', async t => {
    const service = await startTestService(thingsService());
    t.after(() => service.close());
    assert.equal((await service.request('/things')).status, 401);
    const denied = await service.request('/things', { as: WRITER });
    assert.equal(denied.status, 403);
    assert.match(denied.text, /things:read is missing/);
  });
});
