import type { Clock } from '@notes/service-kit';
import type { HealthSettings } from '../domain/Route.ts';
import { RecentOutcomes } from './RecentOutcomes.ts';

export type HealthState = 'closed' | 'open' | 'half-open';

/** `neutral` is what the upstream is not to blame for: a client that left. */
export type Outcome = 'success' | 'failure' | 'neutral';

export interface HealthOptions {
  readonly settings: HealthSettings;
  readonly clock: Clock;
  readonly onChange?: (state: HealthState) => void;
}

/**
 * Learns from answers whether an upstream is well (passive health check) and takes it out when it is not (circuit
 * breaker): after failures in a row, or when too many of its recent requests fail. After a while one request is
 * let through as a trial, and decides.
 */
export class UpstreamHealth {
  readonly #settings: HealthSettings;
  readonly #clock: Clock;
  readonly #onChange: (state: HealthState) => void;
  readonly #recent: RecentOutcomes;
  #state: HealthState = 'closed';
  #inARow = 0;
  #ejections = 0;
  #trialAt = 0;

  constructor(options: HealthOptions) {
    this.#settings = options.settings;
    this.#clock = options.clock;
    this.#onChange = options.onChange ?? (() => undefined);
    this.#recent = new RecentOutcomes(options.clock);
  }

  get state(): HealthState {
    return this.#state;
  }

  /** When the next trial may be made; 0 while nothing is wrong. */
  get trialAt(): number {
    return this.#state === 'closed' ? 0 : this.#trialAt;
  }

  /** Whether a request may be sent; while a trial runs, no other may. */
  get isAvailable(): boolean {
    if (this.#state === 'closed') return true;
    return (
      this.#state === 'open' && this.#clock.now().getTime() >= this.#trialAt
    );
  }

  /** Says that a request is sent; the answer is to be called with how it went. */
  begin(): (outcome: Outcome) => void {
    if (this.#state === 'open' && this.isAvailable) {
      this.#become('half-open');
      return outcome => {
        this.#endTrial(outcome);
      };
    }
    return outcome => {
      // What was sent before it was taken out says nothing about how it is by now.
      if (this.#state === 'closed') this.#record(outcome);
    };
  }

  #record(outcome: Outcome): void {
    if (outcome === 'neutral') return;
    const failed = outcome === 'failure';
    this.#recent.add(failed);
    this.#inARow = failed ? this.#inARow + 1 : 0;
    if (failed && this.#isUnwell()) this.#eject();
  }

  #isUnwell(): boolean {
    const { errorPercent, failures, volume } = this.#settings;
    if (this.#inARow >= failures) return true;
    const { failed, total } = this.#recent.count();
    return total >= volume && failed * 100 >= total * errorPercent;
  }

  #endTrial(outcome: Outcome): void {
    if (this.#state !== 'half-open') return;
    if (outcome === 'failure') {
      this.#eject();
      return;
    }
    if (outcome === 'neutral') {
      // It has told nothing; the next request is the trial.
      this.#become('open');
      return;
    }
    this.#ejections = 0;
    this.#inARow = 0;
    this.#recent.clear();
    this.#become('closed');
  }

  #eject(): void {
    const { ejectionMs, longestEjectionMs } = this.#settings;
    const wait = Math.min(ejectionMs * 2 ** this.#ejections, longestEjectionMs);
    this.#ejections = Math.min(this.#ejections + 1, 20);
    this.#trialAt = this.#clock.now().getTime() + wait;
    this.#become('open');
  }

  #become(state: HealthState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#onChange(state);
  }
}
