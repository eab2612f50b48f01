import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestService, type TestService } from '../testing/startTestService.ts';
import { expectDocumented } from '../testing/expectDocumented.ts';
import type { Item } from '../domain/Item.ts';

describe('the items API', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.close());

  async function create(json: object, headers: Record<string, string> = {}): Promise<Item> {
    const reply = await service.request('POST', '/v1/items', { json, headers });
    expect(reply.status).toBe(201);
    return reply.body as Item;
  }

  it('creates, reads, changes and deletes an item', async () => {
    const created = await service.request('POST', '/v1/items', { json: { name: 'lamp' } });
    expect(created.status).toBe(201);
    expectDocumented('Item', created.body);
    const location = created.headers.get('location') ?? '';

    const read = await service.request('GET', location);
    expect(read.status).toBe(200);
    expect(read.body).toEqual(created.body);

    const changed = await service.request('PATCH', location, { json: { description: 'tall' } });
    expect(changed.status).toBe(200);
    expect(changed.body).toMatchObject({ name: 'lamp', description: 'tall' });
    expect((await service.request('GET', location)).body).toEqual(changed.body);

    expect((await service.request('DELETE', location)).status).toBe(204);
    expect((await service.request('GET', location)).status).toBe(404);
  });

  it('lists every item once, page by page', async () => {
    const made = [
      await create({ name: 'a' }),
      await create({ name: 'b' }),
      await create({ name: 'c' }),
    ];
    const seen: string[] = [];
    let cursor = '';
    do {
      const query = cursor && `&cursor=${cursor}`;
      const reply = await service.request('GET', `/v1/items?limit=1${query}`);
      expectDocumented('ItemPage', reply.body);
      const page = reply.body as { items: Item[]; nextCursor?: string };
      seen.push(...page.items.map((item) => item.id));
      cursor = page.nextCursor ?? '';
    } while (cursor);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(expect.arrayContaining(made.map((item) => item.id)));
  });

  it('does the work once for a repeated Idempotency-Key', async () => {
    const headers = { 'Idempotency-Key': randomUUID() };
    const first = await create({ name: 'once' }, headers);
    expect(await create({ name: 'once' }, headers)).toEqual(first);

    const other = await service.request('POST', '/v1/items', { json: { name: 'two' }, headers });
    expect(other.status).toBe(422);
    expectDocumented('Problem', other.body);
  });

  const id = randomUUID();
  it.each([
    { reason: 'no body', method: 'POST', path: '/v1/items', json: undefined, field: 'body /' },
    {
      reason: 'no name',
      method: 'POST',
      path: '/v1/items',
      json: {},
      field: 'body /name is required',
    },
    {
      reason: 'a blank name',
      method: 'POST',
      path: '/v1/items',
      json: { name: ' ' },
      field: 'body /name',
    },
    {
      reason: 'the character zero in a name',
      method: 'POST',
      path: '/v1/items',
      json: { name: 'a\0' },
      field: 'body /name',
    },
    {
      reason: 'a long name',
      method: 'POST',
      path: '/v1/items',
      json: { name: 'x'.repeat(121) },
      field: 'body /name',
    },
    {
      reason: 'a number as name',
      method: 'POST',
      path: '/v1/items',
      json: { name: 1 },
      field: 'body /name',
    },
    {
      reason: 'an unknown field',
      method: 'POST',
      path: '/v1/items',
      json: { name: 'a', id },
      field: 'body /id is not known',
    },
    {
      reason: 'an empty change',
      method: 'PATCH',
      path: `/v1/items/${id}`,
      json: {},
      field: 'body /',
    },
    {
      reason: 'a malformed id',
      method: 'GET',
      path: '/v1/items/abc',
      json: undefined,
      field: 'path itemId',
    },
    {
      reason: 'a limit of 0',
      method: 'GET',
      path: '/v1/items?limit=0',
      json: undefined,
      field: 'query limit',
    },
    {
      reason: 'a limit of 101',
      method: 'GET',
      path: '/v1/items?limit=101',
      json: undefined,
      field: 'query limit',
    },
    {
      reason: 'a word as limit',
      method: 'GET',
      path: '/v1/items?limit=many',
      json: undefined,
      field: 'query limit',
    },
    {
      reason: 'an unknown parameter',
      method: 'GET',
      path: '/v1/items?page=2',
      json: undefined,
      field: 'query page',
    },
    {
      reason: 'a made-up cursor',
      method: 'GET',
      path: '/v1/items?cursor=abc',
      json: undefined,
      field: 'query cursor',
    },
  ])('refuses $reason and names the field', async ({ method, path, json, field }) => {
    const reply = await service.request(method, path, json === undefined ? {} : { json });
    expect(reply.status).toBe(400);
    expect(reply.headers.get('content-type')).toContain('application/problem+json');
    expectDocumented('Problem', reply.body);
    expect((reply.body as { detail: string }).detail).toContain(field);
  });

  it('refuses a short Idempotency-Key', async () => {
    const reply = await service.request('POST', '/v1/items', {
      json: { name: 'a' },
      headers: { 'Idempotency-Key': 'short' },
    });
    expect(reply.status).toBe(400);
    expect(reply.body).toMatchObject({ errors: [{ in: 'header', field: 'Idempotency-Key' }] });
  });

  it('answers 404 for an item that does not exist', async () => {
    for (const method of ['GET', 'DELETE']) {
      const reply = await service.request(method, `/v1/items/${id}`);
      expect(reply.status).toBe(404);
      expect(reply.body).toMatchObject({ detail: `There is no item "${id}".` });
    }
    const change = await service.request('PATCH', `/v1/items/${id}`, { json: { name: 'x' } });
    expect(change.status).toBe(404);
  });
});
