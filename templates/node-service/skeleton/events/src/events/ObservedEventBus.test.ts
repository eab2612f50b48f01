import { describe, expect, it } from '@jest/globals';
import { Registry } from 'prom-client';
import { LocalEventBus } from '../local/LocalEventBus.ts';
import { createLogger } from '../logger.ts';
{% if values.produces %}
import type { CloudEvent } from './CloudEvent.ts';
{% endif %}
import { ObservedEventBus } from './ObservedEventBus.ts';

function setup() {
  const logger = createLogger({ LOG_LEVEL: 'silent', SERVICE_VERSION: 'test' });
  const local = new LocalEventBus(logger);
  const registry = new Registry();
  return { bus: new ObservedEventBus(local, registry), local, registry };
}

describe('the metrics of messages', () => {
{% if values.produces %}
  it('count what the broker has taken, and nothing that it refused', async () => {
    const { bus, local, registry } = setup();
    const event = { id: 'event-1', subject: 'item-1' } as CloudEvent;
    await bus.publish('items', event, event);
    local.publish = () => Promise.reject(new Error('broker is away'));
    await expect(bus.publish('items', event)).rejects.toThrow('broker is away');
    expect(await registry.metrics()).toContain(
      'messaging_client_sent_messages_total{messaging_destination_name="items"} 2',
    );
  });
{% endif %}
{% if values.produces and values.consumes %}

{% endif %}
{% if values.consumes %}
  it('are there from the start of a subscription', async () => {
    const { bus, registry } = setup();
    await bus.subscribe('requests', () => Promise.resolve('handled'));
    const text = await registry.metrics();
    const topic = 'messaging_destination_name="requests"';
    expect(text).toContain(`messaging_dead_letter_messages_total{${topic}} 0`);
    expect(text).toContain(`messaging_consumer_lag_messages{${topic}} 0`);
    expect(text).toContain(`consumed_messages_total{${topic},outcome="failed"} 0`);
  });

  it('count each message by what became of it, and how long that took', async () => {
    const { bus, local, registry } = setup();
    let outcome: 'handled' | undefined = 'handled';
    await bus.subscribe('requests', () =>
      outcome ? Promise.resolve(outcome) : Promise.reject(new Error('store is away')),
    );
    const message = { key: 'k', value: 'v', trace: {} };
    await local.deliver('requests', message);
    outcome = undefined;
    await expect(local.deliver('requests', message)).rejects.toThrow('store is away');
    const text = await registry.metrics();
    const topic = 'messaging_destination_name="requests"';
    expect(text).toContain(`consumed_messages_total{${topic},outcome="handled"} 1`);
    expect(text).toContain(`consumed_messages_total{${topic},outcome="failed"} 1`);
    expect(text).toContain(`messaging_process_duration_seconds_count{${topic}} 2`);
  });

  it('do not fail with the broker: a lag that nobody knows is no number', async () => {
    const { bus, local, registry } = setup();
    await bus.subscribe('requests', () => Promise.resolve('handled'));
    local.lag = () => Promise.reject(new Error('broker is away'));
    expect(await registry.metrics()).toMatch(/consumer_lag_messages\{.*\} Nan/);
  });
{% endif %}
});
