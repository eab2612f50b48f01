import type { Clock, Logger } from '@notes/service-kit';
import { createStrategy } from '../balancing/createStrategy.ts';
import { UpstreamSet } from '../balancing/UpstreamSet.ts';
import { chooseSide, type Side } from '../domain/chooseSide.ts';
import type { Route, UpstreamSettings } from '../domain/Route.ts';
import { Upstream } from './Upstream.ts';
import type { UpstreamMetrics } from './UpstreamMetrics.ts';

export interface ServiceRouteOptions {
  readonly route: Route;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: UpstreamMetrics;
}

export interface SideRequest {
  readonly key: string;
  readonly wish: string | undefined;
  readonly mayChoose: boolean;
}

/** A route with its upstreams. */
export class ServiceRoute {
  readonly name: string;
  readonly route: Route;
  readonly stable: UpstreamSet<Upstream>;
  readonly canary: UpstreamSet<Upstream> | undefined;
  readonly #metrics: UpstreamMetrics;

  constructor(options: ServiceRouteOptions) {
    const { route } = options;
    this.name = route.name;
    this.route = route;
    this.#metrics = options.metrics;
    const open = (list: readonly UpstreamSettings[], failOpen: boolean) =>
      new UpstreamSet({
        upstreams: list.map(settings => new Upstream({ ...options, settings })),
        strategy: createStrategy(route.strategy),
        failOpen,
      });
    this.stable = open(route.upstreams, route.health.failOpen);
    // A canary that is down is no reason to fail: the stable side is there.
    this.canary = route.canary && open(route.canary.upstreams, false);
  }

  get upstreams(): readonly Upstream[] {
    return [...this.stable.upstreams, ...(this.canary?.upstreams ?? [])];
  }

  /** The side that answers this request. */
  sideFor(request: SideRequest): UpstreamSet<Upstream> {
    const { canary, route } = this;
    if (!canary) return this.stable;
    const percent = route.canary?.percent ?? 0;
    const wanted = chooseSide({ ...request, route: route.name, percent });
    const side: Side =
      wanted === 'canary' && canary.isWell ? 'canary' : 'stable';
    this.#metrics.side(route.name, side);
    return side === 'canary' ? canary : this.stable;
  }
}
