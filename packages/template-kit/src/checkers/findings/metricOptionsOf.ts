import type { EmittedRepository } from '../../repository';
import type { MetricOptions } from './serviceMetrics';

/** The parts of a service that decide which metrics it has: its language by its files, the rest by what was chosen. */
export function metricOptionsOf(repository: EmittedRepository): MetricOptions {
  const { database, cache, events } = repository.values;
  return {
    language: repository.has('pyproject.toml') ? 'python' : 'node',
    hasDatabase: isChosen(database),
    hasCache: isChosen(cache),
    produces: events === 'producer' || events === 'both',
    consumes: events === 'consumer' || events === 'both',
  };
}

function isChosen(value: unknown): boolean {
  return value !== undefined && value !== 'none';
}
