import { Counter, type Registry } from 'prom-client';
import { z } from 'zod';
import { ItemError } from '../domain/ItemError.ts';
import type { ItemService } from '../domain/ItemService.ts';
import type { Logger } from '../logger.ts';
import type { EventBus, ReceivedMessage } from './EventBus.ts';

export interface ItemRequestConsumerOptions {
  readonly bus: EventBus;
  readonly items: ItemService;
  readonly topic: string;
  readonly logger: Logger;
}

type Outcome = 'handled' | 'dead-lettered' | 'failed';

/** What asyncapi.yaml promises to the senders, checked before anything is done. */
const itemRequest = z.object({
  specversion: z.literal('1.0'),
  id: z.string().regex(/^[\w.:-]{8,90}$/),
  source: z.string().min(1).max(200),
  type: z.literal('dev.notes.${{ values.name }}.item.requested.v1'),
  data: z.strictObject({
    name: z.string().trim().min(1).max(120),
    description: z.string().max(2_000).default(''),
  }),
});

/** Creates an item for each request on the topic, once for each event id however often it arrives. */
export class ItemRequestConsumer {
  readonly #options: ItemRequestConsumerOptions;
  #outcomes: Counter<'outcome'> | undefined;
  #stop: (() => Promise<void>) | undefined;

  constructor(options: ItemRequestConsumerOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    const { bus, topic } = this.#options;
    this.#stop ??= await bus.subscribe(topic, (message) => this.#handle(message));
  }

  async stop(): Promise<void> {
    await this.#stop?.();
    this.#stop = undefined;
  }

  registerMetrics(registry: Registry): void {
    this.#outcomes = new Counter({
      name: 'item_requests_consumed_total',
      help: 'Item requests taken from the topic, by outcome.',
      labelNames: ['outcome'],
      registers: [registry],
    });
  }

  async #handle(message: ReceivedMessage): Promise<void> {
    try {
      this.#count(await this.#createItem(message));
    } catch (error) {
      this.#count('failed');
      // The message stays on the topic and comes again: the fault is ours, not its sender's.
      this.#options.logger.error({ err: error }, 'item request failed and will be tried again');
      throw error;
    }
  }

  async #createItem(message: ReceivedMessage): Promise<Outcome> {
    const request = itemRequest.safeParse(parseJson(message.value));
    if (!request.success) return this.#reject(message, z.prettifyError(request.error));

    const { data, id } = request.data;
    try {
      await this.#options.items.create(data, `event:${id}`);
      return 'handled';
    } catch (error) {
      if (error instanceof ItemError) return this.#reject(message, error.message);
      throw error;
    }
  }

  async #reject(message: ReceivedMessage, reason: string): Promise<Outcome> {
    const { bus, logger, topic } = this.#options;
    logger.warn({ topic, reason }, 'item request refused');
    await bus.sendDeadLetter(topic, { message, reason });
    return 'dead-lettered';
  }

  #count(outcome: Outcome): void {
    this.#outcomes?.inc({ outcome });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
