import { Gauge, Histogram, type Registry } from 'prom-client';
import { DURATION_BUCKETS } from './durationBuckets.ts';

interface Answered {
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

/** Anyone can invent a method, so only those that HTTP defines become label values. */
const METHODS = new Set(
  'GET HEAD POST PUT PATCH DELETE OPTIONS CONNECT TRACE'.split(' '),
);

/** Rate, errors and duration of requests. */
export class HttpServerMetrics {
  #active = 0;
  readonly #duration: Histogram;

  constructor(registry: Registry) {
    // Counted here and told when somebody asks, which is much seldomer than a request.
    const active = () => this.#active;
    new Gauge({
      name: 'http_server_active_requests',
      help: 'Requests that are being answered.',
      registers: [registry],
      collect() {
        this.set(active());
      },
    });
    this.#duration = new Histogram({
      name: 'http_server_request_duration_seconds',
      help: 'Duration of HTTP server requests.',
      labelNames: [
        'http_request_method',
        'http_route',
        'http_response_status_code',
      ],
      buckets: DURATION_BUCKETS,
      registers: [registry],
    });
  }

  begin(): void {
    this.#active += 1;
  }

  end({ method, route, seconds, status }: Answered): void {
    this.#active -= 1;
    this.#duration.observe(
      {
        http_request_method: METHODS.has(method) ? method : '_OTHER',
        http_route: route,
        http_response_status_code: status,
      },
      seconds,
    );
  }
}
