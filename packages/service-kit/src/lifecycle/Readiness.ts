import type { Logger } from 'pino';
import { withTimeout } from './withTimeout.ts';

export interface DependencyCheck {
  readonly name: string;
  /** A service that can work without the dependency stays ready and reports it as degraded. */
  readonly required: boolean;
  check(): Promise<unknown>;
}

type Outcome = 'ok' | 'degraded' | 'failed';

export interface ReadinessReport {
  readonly status: 'ready' | 'not-ready' | 'stopping';
  readonly checks: Readonly<Record<string, Outcome>>;
}

const CHECK_TIMEOUT_MS = 2_000;

/** Answers whether this replica should receive traffic. */
export class Readiness {
  readonly #logger: Logger;
  readonly #limitMs: number;
  readonly #checks: DependencyCheck[] = [];
  readonly #unwell = new Set<string>();
  #stopping = false;

  constructor(logger: Logger, limitMs = CHECK_TIMEOUT_MS) {
    this.#logger = logger;
    this.#limitMs = limitMs;
  }

  add(check: DependencyCheck): void {
    this.#checks.push(check);
  }

  /** From here on the replica is not ready, so that no new traffic is sent to it while it drains. */
  stop(): void {
    this.#stopping = true;
  }

  async report(): Promise<ReadinessReport> {
    if (this.#stopping) return { status: 'stopping', checks: {} };

    const outcomes = await Promise.all(
      this.#checks.map(
        async check => [check.name, await this.#outcomeOf(check)] as const,
      ),
    );
    const failed = outcomes.some(([, outcome]) => outcome === 'failed');
    return {
      status: failed ? 'not-ready' : 'ready',
      checks: Object.fromEntries(outcomes),
    };
  }

  async #outcomeOf(check: DependencyCheck): Promise<Outcome> {
    try {
      await withTimeout(check.check(), this.#limitMs);
      this.#logChange(check.name, undefined);
      return 'ok';
    } catch (error) {
      this.#logChange(check.name, error);
      return check.required ? 'failed' : 'degraded';
    }
  }

  /** Only a change is worth a line: the question comes every few seconds. */
  #logChange(name: string, error: unknown): void {
    if (error === undefined) {
      if (this.#unwell.delete(name)) this.#logger.info(`${name} answers again`);
      return;
    }
    if (!this.#unwell.has(name)) {
      this.#logger.error({ err: error }, `${name} does not answer`);
    }
    this.#unwell.add(name);
  }
}
