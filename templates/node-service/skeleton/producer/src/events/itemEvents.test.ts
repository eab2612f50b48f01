import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestService, type TestService } from '../testing/startTestService.ts';
import { expectInAsyncApi } from '../testing/expectInAsyncApi.ts';

interface Published {
  readonly topic: string;
  readonly event: { readonly type: string; readonly subject: string; readonly data: object };
}

describe('the events of items', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.close());

  function published(subject: string): Published[] {
    const lines = service.logged().filter((line) => 'event' in line) as unknown as Published[];
    return lines.filter((line) => line.event.subject === subject);
  }

  it('tell each change once, in order, as asyncapi.yaml promises', async () => {
    const created = await service.request('POST', '/v1/items', { json: { name: 'lamp' } });
    const path = created.headers.get('location') ?? '';
    await service.request('PATCH', path, { json: { name: 'chair' } });
    await service.request('DELETE', path);
    await service.request('DELETE', path);

    const { id } = created.body as { id: string };
{% if values.hasDatabase %}
    for (let attempt = 0; published(id).length < 3 && attempt < 100; attempt += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
{% endif %}
    const events = published(id);
    expect(events.map(({ event }) => event.type)).toEqual([
      'dev.notes.${{ values.name }}.item.created.v1',
      'dev.notes.${{ values.name }}.item.updated.v1',
      'dev.notes.${{ values.name }}.item.deleted.v1',
    ]);
    for (const { event, topic } of events) {
      expect(topic).toBe('${{ values.name }}.items.v1');
      expectInAsyncApi('ItemEvent', event);
    }
    expect(events[1]?.event.data).toMatchObject({ id, name: 'chair' });
  });

  it('are not sent for a change that does not happen', async () => {
    const before = service.logged().filter((line) => 'event' in line).length;
    await service.request('POST', '/v1/items', { json: { name: '' } });
    await service.request('PATCH', '/v1/items/00000000-0000-4000-8000-000000000000', {
      json: { name: 'x' },
    });
    expect(service.logged().filter((line) => 'event' in line)).toHaveLength(before);
  });
});
