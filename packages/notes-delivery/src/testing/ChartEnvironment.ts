import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findTool, runTool } from '@notes/template-kit';
import { parseAllDocuments } from 'yaml';
import { FACTS } from '../overlay/facts';
import { folderOf } from '../root';

const NO_IMAGE = `sha256:${'0'.repeat(64)}`;
const KEYS = JSON.stringify({
  current: 'test',
  keys: { test: Buffer.alloc(32, 7).toString('base64') },
});
/** Where the chart mounts secrets. */
const MOUNT = '/etc/service/';

type Environment = Record<string, string>;
interface Manifest {
  kind: string;
  data?: Environment;
  spec?: {
    template?: {
      spec: { containers: { command?: string[]; env?: EnvironmentEntry[] }[] };
    };
  };
}
interface EnvironmentEntry {
  name: string;
  value?: string;
}

/** What the chart gives to the pods of a service, with stores of this machine behind it. */
export interface ChartEnvironment {
  /** For the service. */
  readonly service: Environment;
  /** For the job that migrates, and its command; nothing without a database. */
  readonly migration?: { environment: Environment; command: string[] };
}

/** Reads what Helm renders for an environment, and puts its secrets into files of `folder`. */
export async function readChartEnvironment(
  name: string,
  options: { environment: string; folder: string; databaseUrl: string },
): Promise<ChartEnvironment> {
  const manifests = await render(name, options.environment);
  const config = manifests.find(({ kind }) => kind === 'ConfigMap')!.data!;
  const job = manifests.find(({ kind }) => kind === 'Job')?.spec?.template;
  const container = job?.spec.containers[0];
  return {
    service: here(name, config, options),
    ...(container && {
      migration: {
        command: container.command!,
        environment: here(name, entriesOf(container.env ?? []), options),
      },
    }),
  };
}

async function render(name: string, environment: string): Promise<Manifest[]> {
  const chart = join(folderOf(name), 'charts', name);
  const { code, stdout, stderr } = await runTool(findTool('helm')!, [
    ...['template', name, chart, '--namespace', `notes-${environment}`],
    ...['--values', join(chart, `values-${environment}.yaml`)],
    ...['--set', `image.digest=${NO_IMAGE}`],
  ]);
  if (code !== 0) throw new Error(stderr);
  return parseAllDocuments(stdout).map(one => one.toJS() as Manifest);
}

function entriesOf(entries: readonly EnvironmentEntry[]): Environment {
  return Object.fromEntries(
    entries.flatMap(({ name, value }) => (value ? [[name, value]] : [])),
  );
}

/**
 * Brokers, caches and collectors are not there: the bus lies in the database, the cache in memory, and nobody takes
 * traces. Everything else is as in the cluster.
 */
function here(
  name: string,
  given: Environment,
  { folder, databaseUrl }: { folder: string; databaseUrl: string },
): Environment {
  const left = Object.entries(given).filter(
    ([key]) => !/^(KAFKA_|REDIS_|OTEL_)/.test(key),
  );
  const mounted = left.map(([key, value]) => {
    if (!value.startsWith(MOUNT)) return [key, value];
    const file = join(folder, name, value.slice(MOUNT.length));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, secretFor(key, databaseUrl));
    return [key, file];
  });
  const hasEvents = FACTS[name].publishes.length + FACTS[name].reads.length > 0;
  return {
    ...(Object.fromEntries(mounted) as Environment),
    ...(hasEvents && { BUS_DATABASE_URL: databaseUrl }),
    // What the image sets.
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    PORT: '0',
  };
}

function secretFor(key: string, databaseUrl: string): string {
  if (key === 'DATABASE_URL_FILE') return databaseUrl;
  if (key === 'SMTP_URL_FILE') return 'smtp://127.0.0.1:2525';
  return KEYS;
}
