/** The times of the last requests, oldest first; forgetting the old ones costs the same for any number. */
export class RecentTimes {
  #times: number[] = [];
  #first = 0;

  get count(): number {
    return this.#times.length - this.#first;
  }

  get oldest(): number | undefined {
    return this.#times[this.#first];
  }

  get newest(): number | undefined {
    return this.#times.at(-1);
  }

  add(time: number): void {
    this.#times.push(time);
  }

  /** Forgets everything that is not later. */
  forgetUntil(time: number): void {
    while ((this.oldest ?? Infinity) <= time) this.#first += 1;
    if (this.#first * 2 <= this.#times.length) return;
    this.#times = this.#times.slice(this.#first);
    this.#first = 0;
  }
}
