import { Counter, Gauge, type Registry } from 'prom-client';
import type { HealthState } from '../balancing/UpstreamHealth.ts';

const STATES = ['closed', 'open', 'half-open'] as const;

/** How the upstreams do. An upstream is named by host and port, and comes from the settings, so there are few. */
export class UpstreamMetrics {
  readonly #active: Gauge;
  readonly #requests: Counter;
  readonly #retries: Counter;
  readonly #sides: Counter;
  readonly #state: Gauge;

  constructor(registry: Registry) {
    const registers = [registry];
    this.#state = new Gauge({
      name: 'gateway_upstream_state',
      help: '1 for the state that an upstream is in: closed is well, open is taken out.',
      labelNames: ['service', 'upstream', 'state'],
      registers,
    });
    this.#active = new Gauge({
      name: 'gateway_upstream_active_requests',
      help: 'Requests that an upstream is answering.',
      labelNames: ['service', 'upstream'],
      registers,
    });
    this.#requests = new Counter({
      name: 'gateway_upstream_requests_total',
      help: 'Requests to an upstream by how they ended.',
      labelNames: ['service', 'upstream', 'outcome'],
      registers,
    });
    this.#retries = new Counter({
      name: 'gateway_upstream_retries_total',
      help: 'Requests that were given to another upstream.',
      labelNames: ['service'],
      registers,
    });
    this.#sides = new Counter({
      name: 'gateway_canary_requests_total',
      help: 'Requests of routes with a canary, by the side that got them.',
      labelNames: ['service', 'side'],
      registers,
    });
  }

  state(service: string, upstream: string, state: HealthState): void {
    for (const one of STATES) {
      this.#state.set({ service, upstream, state: one }, one === state ? 1 : 0);
    }
  }

  active(service: string, upstream: string, count: number): void {
    this.#active.set({ service, upstream }, count);
  }

  ended(service: string, upstream: string, outcome: string): void {
    this.#requests.inc({ service, upstream, outcome });
  }

  retried(service: string): void {
    this.#retries.inc({ service });
  }

  side(service: string, side: string): void {
    this.#sides.inc({ service, side });
  }
}
