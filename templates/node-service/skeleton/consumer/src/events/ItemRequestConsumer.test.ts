import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Registry } from 'prom-client';
import { ItemService } from '../domain/ItemService.ts';
import { LocalEventBus } from '../local/LocalEventBus.ts';
import { createLogger } from '../logger.ts';
import { createTestRepository, type TestRepository } from '../testing/createTestRepository.ts';
import { expectInAsyncApi } from '../testing/expectInAsyncApi.ts';
import { ItemRequestConsumer } from './ItemRequestConsumer.ts';

const logger = createLogger({ LOG_LEVEL: 'silent', SERVICE_VERSION: 'test' });
const TOPIC = 'requests';

function aRequest(fields: object = {}): Record<string, unknown> {
  return {
    specversion: '1.0',
    id: randomUUID(),
    source: '/services/sender',
    type: 'dev.notes.${{ values.name }}.item.requested.v1',
    subject: 'lamp',
    time: '2026-01-02T03:04:05.678Z',
    datacontenttype: 'application/json',
    data: { name: 'lamp' },
    ...fields,
  };
}

describe('the consumer of item requests', () => {
  let store: TestRepository;
  beforeAll(async () => {
    store = await createTestRepository();
  });
  afterAll(() => store.close());

  async function setup() {
    const bus = new LocalEventBus(logger);
    const deadLetters = jest.spyOn(bus, 'sendDeadLetter');
    const items = new ItemService(store.repository);
    const create = jest.spyOn(items, 'create');
    const consumer = new ItemRequestConsumer({ bus, items, topic: TOPIC, logger });
    const registry = new Registry();
    consumer.registerMetrics(registry);
    await consumer.start();
    const deliver = (value: unknown) =>
      bus.deliver(TOPIC, {
        key: 'k',
        value: typeof value === 'string' ? value : JSON.stringify(value),
      });
    return { consumer, create, deadLetters, deliver, registry };
  }

  async function countOf(name: string): Promise<number> {
    const items = await store.repository.list(100);
    return items.filter((item) => item.name === name).length;
  }

  it('creates one item for a request, however often it arrives', async () => {
    const { deliver, registry } = await setup();
    const name = randomUUID();
    const request = aRequest({ data: { name, description: 'by event' } });
    expectInAsyncApi('ItemRequest', request);
    await deliver(request);
    await deliver(request);
    expect(await countOf(name)).toBe(1);
    expect(await registry.metrics()).toContain('item_requests_consumed_total{outcome="handled"} 2');
  });

  it.each([
    { reason: 'no JSON', value: 'not json' },
    { reason: 'another type', value: aRequest({ type: 'something.else' }) },
    { reason: 'no id', value: aRequest({ id: '' }) },
    { reason: 'a blank name', value: aRequest({ data: { name: ' ' } }) },
    { reason: 'an unknown field', value: aRequest({ data: { name: 'a', price: 1 } }) },
  ])('puts a request with $reason aside and goes on', async ({ value }) => {
    const { create, deadLetters, deliver } = await setup();
    await deliver(value);
    expect(create).not.toHaveBeenCalled();
    expect(deadLetters).toHaveBeenCalledTimes(1);
    expect(deadLetters.mock.calls[0]?.[1].reason).not.toBe('');
  });

  it('puts a request aside that reuses an id for something else', async () => {
    const { deadLetters, deliver } = await setup();
    const request = aRequest();
    await deliver(request);
    await deliver({ ...request, data: { name: 'another' } });
    expect(deadLetters).toHaveBeenCalledTimes(1);
  });

  it('leaves a request on the topic when the fault is its own', async () => {
    const { create, deadLetters, deliver } = await setup();
    create.mockRejectedValueOnce(new Error('store is away'));
    await expect(deliver(aRequest())).rejects.toThrow('store is away');
    expect(deadLetters).not.toHaveBeenCalled();
  });

  it('takes nothing more after it has stopped', async () => {
    const { consumer, create, deliver } = await setup();
    await consumer.stop();
    await deliver(aRequest());
    expect(create).not.toHaveBeenCalled();
  });
});
