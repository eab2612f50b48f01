import { DURATION_BUCKETS } from '@notes/service-kit';
import { Histogram, type Registry } from 'prom-client';

/** How long notes are not found after they were changed; the lag in messages is measured by the consumer. */
export function measureIndexing(registry: Registry): (seconds: number) => void {
  const delay = new Histogram({
    name: 'search_index_delay_seconds',
    help: 'Time from the change of a note until the index knew of it.',
    buckets: [...DURATION_BUCKETS, 30, 60, 300],
    registers: [registry],
  });
  return seconds => {
    delay.observe(Math.max(0, seconds));
  };
}
