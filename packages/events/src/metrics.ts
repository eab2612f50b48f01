import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

export const TOPIC_LABEL = 'messaging_destination_name';
/** The buckets of every duration that a Notes service measures. */
const DURATION_BUCKETS = [
  0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
];

/** Messages that the broker has taken. */
export function sentMessages(registry: Registry): Counter {
  return once(
    registry,
    'messaging_client_sent_messages_total',
    (name, registers) =>
      new Counter({
        name,
        help: 'Messages that the broker has taken.',
        labelNames: [TOPIC_LABEL],
        registers,
      }),
  );
}

/** Messages taken from a topic, by outcome. */
export function consumedMessages(registry: Registry): Counter {
  return once(
    registry,
    'messaging_client_consumed_messages_total',
    (name, registers) =>
      new Counter({
        name,
        help: 'Messages taken from a topic, by outcome.',
        labelNames: [TOPIC_LABEL, 'outcome'],
        registers,
      }),
  );
}

/** Duration of handling a message. */
export function processDuration(registry: Registry): Histogram {
  return once(
    registry,
    'messaging_process_duration_seconds',
    (name, registers) =>
      new Histogram({
        name,
        help: 'Duration of handling a message.',
        labelNames: [TOPIC_LABEL],
        buckets: DURATION_BUCKETS,
        registers,
      }),
  );
}

/** Messages that were put aside for people to look at. */
export function deadLetterMessages(registry: Registry): Counter {
  return once(
    registry,
    'messaging_dead_letter_messages_total',
    (name, registers) =>
      new Counter({
        name,
        help: 'Messages that were put aside for people to look at.',
        labelNames: [TOPIC_LABEL],
        registers,
      }),
  );
}

/** A gauge that is measured when it is asked for; what cannot be measured is no number. */
export function measuredGauge(
  registry: Registry,
  options: {
    readonly name: string;
    readonly help: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly measure: () => Promise<number>;
  },
): void {
  const { name, help, labels = {}, measure } = options;
  const measures = measuresOf(registry, name);
  measures.push({ labels, measure });
  once(
    registry,
    name,
    (gaugeName, registers) =>
      new Gauge({
        name: gaugeName,
        help,
        labelNames: Object.keys(labels),
        registers,
        async collect() {
          await Promise.all(
            measures.map(async one => {
              this.set(one.labels, await withinScrape(one.measure));
            }),
          );
        },
      }),
  );
}

interface Measure {
  readonly labels: Readonly<Record<string, string>>;
  readonly measure: () => Promise<number>;
}

const measuresByRegistry = new WeakMap<Registry, Map<string, Measure[]>>();

function measuresOf(registry: Registry, name: string): Measure[] {
  const byName =
    measuresByRegistry.get(registry) ?? new Map<string, Measure[]>();
  measuresByRegistry.set(registry, byName);
  const measures = byName.get(name) ?? [];
  byName.set(name, measures);
  return measures;
}

/** A scrape waits ten seconds; one measure gets two of them. */
const MEASURE_LIMIT_MS = 2_000;

async function withinScrape(measure: () => Promise<number>): Promise<number> {
  const limit = Promise.withResolvers<number>();
  const timer = setTimeout(() => {
    limit.resolve(Number.NaN);
  }, MEASURE_LIMIT_MS);
  try {
    return await Promise.race([measure(), limit.promise]);
  } catch {
    // A scrape must not fail with the broker or the database: the other metrics show what is wrong.
    return Number.NaN;
  } finally {
    clearTimeout(timer);
  }
}

/** Several consumers of a service share one metric. */
function once<Metric>(
  registry: Registry,
  name: string,
  create: (name: string, registers: Registry[]) => Metric,
): Metric {
  const existing = registry.getSingleMetric(name) as Metric | undefined;
  return existing ?? create(name, [registry]);
}
