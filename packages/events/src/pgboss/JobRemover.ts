import type { PgBoss } from 'pg-boss';

interface Removal {
  readonly id: string;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Removes jobs of a queue, all that have come together while the last removal was under way at once. */
export class JobRemover {
  readonly #boss: Pick<PgBoss, 'deleteJob'>;
  readonly #queue: string;
  #waiting: Removal[] = [];
  #isRemoving = false;

  constructor(boss: Pick<PgBoss, 'deleteJob'>, queue: string) {
    this.#boss = boss;
    this.#queue = queue;
  }

  remove(id: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ id, resolve, reject });
      if (!this.#isRemoving) void this.#removeAll();
    });
  }

  async #removeAll(): Promise<void> {
    this.#isRemoving = true;
    while (this.#waiting.length > 0) {
      const removals = this.#waiting.splice(0);
      try {
        await this.#boss.deleteJob(
          this.#queue,
          removals.map(one => one.id),
        );
        for (const one of removals) one.resolve();
      } catch (error) {
        for (const one of removals) one.reject(error);
      }
    }
    this.#isRemoving = false;
  }
}
