import type { Clock, Logger } from '@notes/service-kit';
import { Pool } from 'undici';
import type { SelectableUpstream } from '../balancing/UpstreamSet.ts';
import { UpstreamHealth, type Outcome } from '../balancing/UpstreamHealth.ts';
import type { Route, UpstreamSettings } from '../domain/Route.ts';
import type { UpstreamMetrics } from './UpstreamMetrics.ts';

export interface UpstreamOptions {
  readonly route: Route;
  readonly settings: UpstreamSettings;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: UpstreamMetrics;
}

/** Below the 65 seconds that the services keep a connection, so that a request seldom meets one that closes. */
const KEEP_ALIVE_MS = 30_000;
const MOST_HEADER_BYTES = 32_768;

/** One replica of a service: its connections, what it is doing, how well it is. */
export class Upstream implements SelectableUpstream {
  readonly name: string;
  readonly origin: string;
  readonly weight: number;
  readonly pool: Pool;
  readonly health: UpstreamHealth;
  readonly #concurrency: number;
  readonly #metrics: UpstreamMetrics;
  #active = 0;

  constructor(options: UpstreamOptions) {
    const { clock, logger, metrics, route, settings } = options;
    const { host, origin } = new URL(settings.url);
    this.name = host;
    this.origin = origin;
    this.weight = settings.weight;
    this.#concurrency = route.concurrency;
    this.#metrics = metrics;
    this.pool = new Pool(origin, {
      // As many as requests are let through, so that none waits unseen for a connection.
      connections: route.concurrency,
      pipelining: 1,
      keepAliveTimeout: KEEP_ALIVE_MS,
      maxHeaderSize: MOST_HEADER_BYTES,
      connect: { timeout: route.connectTimeoutMs },
      // The handler has a limit of its own that also covers the request.
      headersTimeout: 0,
      bodyTimeout: route.timeoutMs,
    });
    this.health = new UpstreamHealth({
      ...{ settings: route.health, clock },
      onChange: state => {
        metrics.state(route.name, this.name, state);
        const fields = { service: route.name, upstream: this.name, state };
        if (state === 'open') logger.warn(fields, 'upstream is taken out');
        else logger.info(fields, 'upstream changes its state');
      },
    });
    metrics.state(route.name, this.name, 'closed');
  }

  get active(): number {
    return this.#active;
  }

  get isFull(): boolean {
    return this.#active >= this.#concurrency;
  }

  /** Counts a request as open until the answer is called. */
  begin(service: string): (outcome: Outcome, label: string) => void {
    const end = this.health.begin();
    this.#active += 1;
    this.#metrics.active(service, this.name, this.#active);
    return (outcome, label) => {
      this.#active -= 1;
      this.#metrics.active(service, this.name, this.#active);
      this.#metrics.ended(service, this.name, label);
      end(outcome);
    };
  }

  close(): Promise<void> {
    return this.pool.destroy();
  }
}
