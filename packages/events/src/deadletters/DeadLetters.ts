import type { DeadLetter, EventBus } from '../EventBus.ts';

export interface ReplaySelection {
  readonly ids?: readonly string[];
  readonly group?: string;
}

const MOST_AT_ONCE = 10_000;

/** The messages that were put aside: to be looked at and, when their cause is gone, brought back. */
export class DeadLetters {
  readonly #bus: EventBus;

  constructor(bus: EventBus) {
    this.#bus = bus;
  }

  /** Oldest first. */
  list(options: { limit: number; group?: string }): Promise<DeadLetter[]> {
    return this.#bus.readDeadLetters(options);
  }

  /**
   * Brings letters back to their topic, for the group that failed and for no other, in the order in which they failed.
   *
   * @returns how many
   */
  async replay(selection: ReplaySelection): Promise<number> {
    if (selection.ids === undefined && selection.group === undefined) {
      throw new Error('Name the ids or the group to replay');
    }
    const letters = await this.#bus.readDeadLetters({
      limit: MOST_AT_ONCE,
      ...selection,
    });
    for (const letter of letters) await this.#bus.replayDeadLetter(letter);
    return letters.length;
  }
}
