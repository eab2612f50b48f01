import { Gauge, Registry, collectDefaultMetrics } from 'prom-client';

export interface Metrics {
  readonly registry: Registry;
}

/** OpenTelemetry's stable names, so that one dashboard and one set of alerts fit every service. */
export function createMetrics(name: string, version: string): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const info = new Gauge({
    name: 'service_info',
    help: 'Which service and which version answers; always 1.',
    labelNames: ['service_name', 'service_version'],
    registers: [registry],
  });
  info.set({ service_name: name, service_version: version }, 1);
  return { registry };
}
