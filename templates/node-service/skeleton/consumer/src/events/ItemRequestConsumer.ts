import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { ItemError } from '../domain/ItemError.ts';
import type { ItemService } from '../domain/ItemService.ts';
import type { Logger } from '../logger.ts';
import type { EventBus, Outcome, ReceivedMessage } from './EventBus.ts';

export interface ItemRequestConsumerOptions {
  readonly bus: EventBus;
  readonly items: ItemService;
  readonly topic: string;
  readonly logger: Logger;
  /** Whether everything that the service needs answers. */
  readonly isWell: () => Promise<boolean>;
  readonly retryMs?: number;
}

/** Few and close together: the broker takes a consumer that is silent for thirty seconds for dead. */
const ATTEMPTS = 3;

/** No store of text keeps the character zero. */
const text = z.string().regex(/^[^\0]*$/, 'must not hold the character zero');

/** What asyncapi.yaml promises to the senders, checked before anything is done. */
const itemRequest = z.object({
  specversion: z.literal('1.0'),
  id: z.string().regex(/^[\w.:-]{8,90}$/),
  source: z.string().min(1).max(200),
  type: z.literal('dev.notes.${{ values.name }}.item.requested.v1'),
  data: z.strictObject({
    name: text.trim().min(1).max(120),
    description: text.max(2_000).default(''),
  }),
});

/** Creates an item for each request on the topic, once for each event id however often it arrives. */
export class ItemRequestConsumer {
  readonly #options: ItemRequestConsumerOptions;
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

  /**
   * A failure may pass, so the request is tried again. One that keeps failing while nothing else is wrong would
   * hold up all requests behind it: it is put aside. While something is wrong, it stays on the topic.
   */
  async #handle(message: ReceivedMessage): Promise<Outcome> {
    const { isWell, logger, retryMs = 200 } = this.#options;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#createItem(message);
      } catch (error) {
        logger.error({ err: error, attempt }, 'item request failed');
        if (attempt < ATTEMPTS) {
          await sleep(retryMs * 2 ** attempt * (0.5 + Math.random() / 2));
        } else if (await isWell()) {
          return this.#reject(message, `failed ${ATTEMPTS} times: ${textOf(error)}`);
        } else {
          throw error;
        }
      }
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
    return 'dead_lettered';
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
