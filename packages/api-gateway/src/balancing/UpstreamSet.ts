import type { Candidate, Strategy } from './Strategy.ts';
import type { HealthState } from './UpstreamHealth.ts';

export interface SelectableUpstream extends Candidate {
  readonly health: {
    readonly state: HealthState;
    readonly isAvailable: boolean;
    readonly trialAt: number;
  };
  /** Whether it takes no more requests at the same time. */
  readonly isFull: boolean;
}

export interface UpstreamSetOptions<T> {
  readonly upstreams: readonly T[];
  readonly strategy: Strategy;
  readonly failOpen: boolean;
}

/** The upstreams of one side of a route, and the choice among those that are well. */
export class UpstreamSet<T extends SelectableUpstream> {
  readonly upstreams: readonly T[];
  readonly #strategy: Strategy;
  readonly #failOpen: boolean;

  constructor(options: UpstreamSetOptions<T>) {
    this.upstreams = options.upstreams;
    this.#strategy = options.strategy;
    this.#failOpen = options.failOpen;
  }

  /** Undefined when none may be used. */
  choose(address: string, tried: ReadonlySet<T> = new Set()): T | undefined {
    const left = this.upstreams.filter(one => !tried.has(one) && !one.isFull);
    const well = left.filter(one => one.health.isAvailable);
    if (well.length > 0) return this.#strategy.pick(well, address);
    if (!this.#failOpen || tried.size > 0) return undefined;
    return soonest(left);
  }

  /** Whether one that is well is left, so that another side need not be asked. */
  get isWell(): boolean {
    return this.upstreams.some(one => one.health.isAvailable && !one.isFull);
  }

  /** Milliseconds since the epoch, when the next one may be tried. */
  get trialAt(): number {
    return Math.min(...this.upstreams.map(one => one.health.trialAt));
  }
}

/**
 * With every upstream out, the one that is due first gets the request all the same: refusing it would be a certain
 * failure, and a dead upstream costs no more than a refused connection.
 */
function soonest<T extends SelectableUpstream>(
  upstreams: readonly T[],
): T | undefined {
  return upstreams.reduce<T | undefined>(
    (best, one) =>
      best && best.health.trialAt <= one.health.trialAt ? best : one,
    undefined,
  );
}
