import { metricOptionsOf } from '../checkers/findings/metricOptionsOf';
import { serviceMetrics } from '../checkers/findings/serviceMetrics';
import type { EmittedRepository } from '../repository';

const EVERYTHING = {
  hasDatabase: true,
  hasCache: true,
  produces: true,
  consumes: true,
};

/** Where a live scrape and what rules and boards ask for differ: what is missing, and what belongs to another part. */
export function findMetricDifferences(
  scrape: string,
  repository: EmittedRepository,
): string[] {
  const options = metricOptionsOf(repository);
  const emitted = metricsIn(scrape);
  const expected = serviceMetrics(options);
  const others = serviceMetrics({ ...EVERYTHING, language: options.language });
  return [
    ...expected
      .filter(name => !emitted.has(name))
      .map(name => `/metrics has no ${name}`),
    ...others
      .filter(name => !expected.includes(name) && emitted.has(name))
      .map(name => `/metrics has ${name}, whose part was not chosen`),
    ...(/http_server_request_duration_seconds_count\{[^}]*http_route="\/v1\/items"[^}]*\} 1\b/.test(
      scrape,
    )
      ? []
      : ['/metrics does not count the request by its route']),
  ];
}

/** The names of a scrape, as Prometheus stores them: a histogram is three. */
function metricsIn(scrape: string): Set<string> {
  const types = scrape.matchAll(/^# TYPE (\S+) (\S+)$/gm);
  return new Set(
    [...types].flatMap(([, name, type]) =>
      type === 'histogram'
        ? [`${name}_bucket`, `${name}_count`, `${name}_sum`]
        : [name],
    ),
  );
}
