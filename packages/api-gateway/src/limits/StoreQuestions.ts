import { Counter, type Registry } from 'prom-client';

export type Answer = 'hit' | 'miss' | 'error';

/**
 * Counts the questions to the store of the limits as services count those to a cache: a hit is somebody who is
 * counted already, a miss somebody new, an error a store that does not answer.
 */
export class StoreQuestions {
  readonly #questions: Counter<'result'>;

  constructor(registry: Registry) {
    this.#questions = new Counter({
      name: 'cache_requests_total',
      help: 'Questions to the store of the limits, by result.',
      labelNames: ['result'],
      registers: [registry],
    });
    for (const result of ['hit', 'miss', 'error'] as const)
      this.#questions.inc({ result }, 0);
  }

  count(result: Answer): void {
    this.#questions.inc({ result });
  }
}
