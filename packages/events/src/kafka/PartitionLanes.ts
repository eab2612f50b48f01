import type { Delivery, Settlement } from '../EventBus.ts';
import type { Slots } from '../Slots.ts';

export interface LaneMessage {
  readonly offset: bigint;
  readonly delivery: Omit<Delivery, 'attempt' | 'lost'>;
}

export interface PartitionLanesOptions {
  readonly slots: Slots;
  readonly handle: (delivery: Delivery) => Promise<Settlement>;
  /** Called when the offset to commit may have changed. */
  readonly onProgress: () => void;
}

/** How long a message waits whose handler threw instead of saying what to do. */
const RETRY_AFTER_THROW_MS = 1_000;

/**
 * Handles the messages of one partition with a lane for each key: a message that fails holds back its own key, while
 * the other keys of the partition go on. What is committed is the offset below which everything is settled, so that a
 * crash brings back all that was not, and some that was.
 */
export class PartitionLanes {
  readonly #options: PartitionLanesOptions;
  readonly #lanes = new Map<string, LaneMessage[]>();
  /** In the order of the partition, because that is how they are added. */
  readonly #pending = new Set<bigint>();
  readonly #working = new Set<Promise<void>>();
  readonly #stopped = new AbortController();
  #next: bigint | undefined;

  constructor(options: PartitionLanesOptions) {
    this.#options = options;
  }

  /** How many messages are not settled yet. */
  get size(): number {
    return this.#pending.size;
  }

  /** The offset from which a successor has to read. */
  get commitOffset(): bigint | undefined {
    for (const lowest of this.#pending) return lowest;
    return this.#next;
  }

  add(message: LaneMessage): void {
    const { offset, delivery } = message;
    const isKnown = this.#next !== undefined && offset < this.#next;
    if (isKnown || this.#stopped.signal.aborted) return;

    this.#next = offset + 1n;
    this.#pending.add(offset);
    const lane = this.#lanes.get(delivery.key);
    if (lane) {
      lane.push(message);
      return;
    }
    const own = [message];
    this.#lanes.set(delivery.key, own);
    const work = this.#work(delivery.key, own);
    this.#working.add(work);
    void work.finally(() => this.#working.delete(work));
  }

  /** Notes a message that is not for this group. */
  pass(offset: bigint): void {
    if (this.#next !== undefined && offset < this.#next) return;
    this.#next = offset + 1n;
    this.#options.onProgress();
  }

  /** Starts no handler from now on, and ends after those in hand. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    await Promise.all(this.#working);
  }

  async #work(key: string, lane: LaneMessage[]): Promise<void> {
    const { onProgress } = this.#options;
    for (let first = lane[0]; first; first = lane[0]) {
      if ((await this.#settle(first)) === 'stopped') return;
      lane.shift();
      this.#pending.delete(first.offset);
      onProgress();
    }
    this.#lanes.delete(key);
  }

  async #settle({ delivery }: LaneMessage): Promise<'settled' | 'stopped'> {
    for (let attempt = 1; ; attempt += 1) {
      const settlement = await this.#options.slots.run(() =>
        this.#attempt({ ...delivery, attempt, lost: false }),
      );
      if (typeof settlement === 'string') return settlement;
      await this.#pause(settlement.retryInMs);
    }
  }

  async #attempt(delivery: Delivery): Promise<Settlement | 'stopped'> {
    if (this.#stopped.signal.aborted) return 'stopped';
    return this.#options
      .handle(delivery)
      .catch(() => ({ retryInMs: RETRY_AFTER_THROW_MS }));
  }

  async #pause(delayMs: number): Promise<void> {
    const { signal } = this.#stopped;
    if (signal.aborted) return;
    await new Promise<void>(resolve => {
      const end = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, delayMs);
      signal.addEventListener('abort', end);
    });
  }
}
