import type { Clock } from '@notes/service-kit';

const SLOTS = 10;
const SLOT_MS = 1_000;

/** Counts requests and failures of the last ten seconds, in slots of one. */
export class RecentOutcomes {
  readonly #clock: Clock;
  readonly #failed = new Array<number>(SLOTS).fill(0);
  readonly #total = new Array<number>(SLOTS).fill(0);
  #slot = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(failed: boolean): void {
    const index = this.#advance();
    this.#total[index] = (this.#total[index] ?? 0) + 1;
    if (failed) this.#failed[index] = (this.#failed[index] ?? 0) + 1;
  }

  count(): { failed: number; total: number } {
    this.#advance();
    return { failed: sum(this.#failed), total: sum(this.#total) };
  }

  clear(): void {
    this.#failed.fill(0);
    this.#total.fill(0);
  }

  /** Empties the slots that time has passed by, and answers the one of now. */
  #advance(): number {
    const now = Math.floor(this.#clock.now().getTime() / SLOT_MS);
    const steps = Math.min(Math.max(now - this.#slot, 0), SLOTS);
    for (let step = 0; step < steps; step += 1) {
      const index = (now - step) % SLOTS;
      this.#failed[index] = 0;
      this.#total[index] = 0;
    }
    this.#slot = Math.max(now, this.#slot);
    return this.#slot % SLOTS;
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
