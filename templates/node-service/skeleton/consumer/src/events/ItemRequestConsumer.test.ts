import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Registry } from 'prom-client';
import { ItemService } from '../domain/ItemService.ts';
import { LocalEventBus } from '../local/LocalEventBus.ts';
import { createLogger } from '../logger.ts';
import { createTestRepository, type TestRepository } from '../testing/createTestRepository.ts';
import { expectInAsyncApi } from '../testing/expectInAsyncApi.ts';
import { ItemRequestConsumer } from './ItemRequestConsumer.ts';
import { ObservedEventBus } from './ObservedEventBus.ts';

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

  async function setup({ well = true } = {}) {
    const local = new LocalEventBus(logger);
    const registry = new Registry();
    const bus = new ObservedEventBus(local, registry);
    const deadLetters = jest.spyOn(local, 'sendDeadLetter');
    const items = new ItemService(store.repository);
    const create = jest.spyOn(items, 'create');
    const isWell = () => Promise.resolve(well);
    const options = { bus, items, topic: TOPIC, logger, isWell, retryMs: 1 };
    const consumer = new ItemRequestConsumer(options);
    await consumer.start();
    const deliver = (value: unknown) =>
      local.deliver(TOPIC, {
        key: 'k',
        value: typeof value === 'string' ? value : JSON.stringify(value),
        trace: {},
      });
    return { consumer, create, deadLetters, deliver, registry };
  }

  async function countIn(registry: Registry, outcome: string): Promise<number> {
    const count = new RegExp(`consumed_messages_total\\{.*outcome="${outcome}"\\} (\\d+)`);
    return Number(count.exec(await registry.metrics())?.[1]);
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
    expect(await countIn(registry, 'handled')).toBe(2);
  });

  it.each([
    { reason: 'no JSON', value: 'not json' },
    { reason: 'another type', value: aRequest({ type: 'something.else' }) },
    { reason: 'no id', value: aRequest({ id: '' }) },
    { reason: 'the character zero', value: aRequest({ data: { name: 'a\0' } }) },
    { reason: 'a blank name', value: aRequest({ data: { name: ' ' } }) },
    { reason: 'an unknown field', value: aRequest({ data: { name: 'a', price: 1 } }) },
  ])('puts a request with $reason aside and goes on', async ({ value }) => {
    const { create, deadLetters, deliver, registry } = await setup();
    await deliver(value);
    expect(create).not.toHaveBeenCalled();
    expect(await countIn(registry, 'dead_lettered')).toBe(1);
    const text = await registry.metrics();
    expect(text).toContain(`dead_letter_messages_total{messaging_destination_name="${TOPIC}"} 1`);
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

  it('tries a request again whose failure passes', async () => {
    const { create, deadLetters, deliver, registry } = await setup();
    create.mockRejectedValueOnce(new Error('store is away'));
    await deliver(aRequest({ id: randomUUID() }));
    expect(create).toHaveBeenCalledTimes(2);
    expect(deadLetters).not.toHaveBeenCalled();
    expect(await countIn(registry, 'handled')).toBe(1);
  });

  it('leaves a request on the topic while something is wrong with the service', async () => {
    const { create, deadLetters, deliver, registry } = await setup({ well: false });
    create.mockRejectedValue(new Error('store is away'));
    await expect(deliver(aRequest())).rejects.toThrow('store is away');
    expect(deadLetters).not.toHaveBeenCalled();
    expect(await countIn(registry, 'failed')).toBe(1);
  });

  it('puts a request aside that keeps failing while nothing else is wrong', async () => {
    const { create, deadLetters, deliver } = await setup();
    create.mockRejectedValue(new Error('numeric overflow'));
    await deliver(aRequest());
    expect(create).toHaveBeenCalledTimes(3);
    expect(deadLetters.mock.calls[0]?.[1].reason).toBe('failed 3 times: numeric overflow');
  });

  it('takes nothing more after it has stopped', async () => {
    const { consumer, create, deliver } = await setup();
    await consumer.stop();
    await deliver(aRequest());
    expect(create).not.toHaveBeenCalled();
  });
});
