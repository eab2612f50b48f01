import type { Clock } from '@notes/service-kit';
import type { HealthState } from '../balancing/UpstreamHealth.ts';
import type { ServiceRoute } from '../proxy/ServiceRoute.ts';
import type { Upstream } from '../proxy/Upstream.ts';

export interface UpstreamReport {
  /** A number: addresses are nobody's business outside. */
  readonly upstream: number;
  readonly side: 'stable' | 'canary';
  readonly answers: 'ready' | 'not ready' | 'nothing';
  readonly breaker: HealthState;
}

export interface ServiceReport {
  readonly name: string;
  readonly status: 'ready' | 'degraded' | 'away';
  readonly upstreams: readonly UpstreamReport[];
}

export interface UpstreamProbesOptions {
  readonly routes: readonly ServiceRoute[];
  readonly clock: Clock;
}

const KEEP_MS = 2_000;
const LIMIT_MS = 1_500;

/** Asks every upstream whether it is ready, at most once in two seconds however many ask. */
export class UpstreamProbes {
  readonly #options: UpstreamProbesOptions;
  #report: Promise<readonly ServiceReport[]> | undefined;
  #until = 0;

  constructor(options: UpstreamProbesOptions) {
    this.#options = options;
  }

  report(): Promise<readonly ServiceReport[]> {
    const now = this.#options.clock.now().getTime();
    if (this.#report === undefined || now >= this.#until) {
      this.#until = now + KEEP_MS;
      this.#report = Promise.all(this.#options.routes.map(reportOn));
    }
    return this.#report;
  }
}

async function reportOn(route: ServiceRoute): Promise<ServiceReport> {
  const upstreams = await Promise.all(
    route.upstreams.map(async (upstream, index): Promise<UpstreamReport> => ({
      upstream: index + 1,
      side: route.stable.upstreams.includes(upstream) ? 'stable' : 'canary',
      answers: await ask(upstream),
      breaker: upstream.health.state,
    })),
  );
  const stable = upstreams.filter(one => one.side === 'stable');
  const isReady = (one: UpstreamReport) => one.answers === 'ready';
  const some = stable.some(isReady);
  const status = !some
    ? 'away'
    : upstreams.every(isReady)
      ? 'ready'
      : 'degraded';
  return { name: route.name, status, upstreams };
}

async function ask({ pool }: Upstream): Promise<UpstreamReport['answers']> {
  try {
    const { body, statusCode } = await pool.request({
      ...{ method: 'GET', path: '/ready' },
      signal: AbortSignal.timeout(LIMIT_MS),
    });
    await body.dump();
    return statusCode === 200 ? 'ready' : 'not ready';
  } catch {
    return 'nothing';
  }
}
