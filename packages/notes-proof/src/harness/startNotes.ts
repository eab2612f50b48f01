import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { KeyRing } from '@notes/service-kit';
import { startRedis, type TestRedis } from '@notes/service-kit/testing';
import {
  startKafka,
  whyNoKafka,
  type KafkaServer,
} from '@notes/events/testing';
import { startPostgres } from './embeddedPostgres.ts';
import {
  CHECKOUT,
  launcherParts,
  type LauncherParts,
  type NotesServiceFacts,
  type Places,
} from './launcherParts.ts';
import { NotesSystem } from './NotesSystem.ts';
import { freePortBase } from './portBase.ts';
import { ServiceProcess } from './ServiceProcess.ts';

export interface StartNotesOptions {
  /** Which to start; all that are in the checkout without it. */
  readonly services?: readonly string[];
  readonly redis?: boolean;
  readonly kafka?: boolean;
  readonly portBase?: number;
  /** Settings on top, for every service or for the one that is named. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly settingsOf?: Readonly<
    Record<string, Readonly<Record<string, string>>>
  >;
}

/**
 * Starts the services as processes on a PostgreSQL of their own, with the secrets, databases and settings that
 * `npm run notes` gives them. What is asked for and is not here is in `skipped`, by name.
 */
export async function startNotes(
  options: StartNotesOptions = {},
): Promise<NotesSystem> {
  const parts = await launcherParts();
  const data = await mkdtemp(path.join(tmpdir(), 'notes-proof-'));
  const undo: (() => Promise<unknown>)[] = [
    () => rm(data, { recursive: true, force: true }),
  ];
  try {
    return await start({ parts, data, undo, options });
  } catch (error) {
    for (const step of undo.toReversed()) await step();
    throw error;
  }
}

interface Preparation {
  readonly parts: LauncherParts;
  readonly data: string;
  readonly undo: (() => Promise<unknown>)[];
  readonly options: StartNotesOptions;
}

async function start(preparation: Preparation): Promise<NotesSystem> {
  const { data, options, parts, undo } = preparation;
  const { chosen, skipped } = choose(parts, options.services);
  const places = parts.notesPaths({ data });
  const postgres = await startPostgres();
  undo.push(() => postgres.stop());
  await prepareDatabases(preparation, { places, url: postgres.url });
  const { kafka, redis, reasons } = await startServers(preparation);
  const portBase = options.portBase ?? (await freePortBase());
  const logs = path.join(data, 'logs');
  await mkdir(logs, { recursive: true });
  const settings = { ...serverSettings({ redis, kafka }), ...options.settings };
  const services = chosen.map(
    service =>
      new ServiceProcess(
        commandOf(service, {
          ...{ parts, places, portBase, logs },
          settings: { ...settings, ...options.settingsOf?.[service.name] },
        }),
      ),
  );
  for (const service of services) undo.push(() => service.kill());
  const startedMs = new Map<string, number>();
  await Promise.all(
    services.map(async service => {
      startedMs.set(service.name, await service.start());
    }),
  );
  return new NotesSystem({
    ...{ services, postgres, redis, kafka, places, data, startedMs },
    skipped: [...skipped, ...reasons],
    adminEmail: parts.adminEmail,
    identityKeys: await readRing(places, 'IDENTITY_KEYS'),
    accessKeys: await readRing(places, 'JWT_KEYS'),
  });
}

/** Services to leave out, by name with commas: for a checkout in which one of them is being written. */
const LEFT_OUT = (process.env.NOTES_PROOF_WITHOUT ?? '').split(',');

function choose(parts: LauncherParts, names: readonly string[] | undefined) {
  const asked = parts.services.filter(
    ({ name }) => names?.includes(name) ?? true,
  );
  const reasonOf = (service: NotesServiceFacts): string | undefined => {
    if (LEFT_OUT.includes(service.name)) return 'left out';
    return parts.isInCheckout(service, CHECKOUT)
      ? undefined
      : 'not in this checkout';
  };
  const chosen = asked.filter(one => reasonOf(one) === undefined);
  const skipped = asked
    .filter(one => !chosen.includes(one))
    .map(one => `${one.name}: ${reasonOf(one) ?? ''}`);
  return { chosen, skipped };
}

async function prepareDatabases(
  { parts }: Preparation,
  { places, url }: { places: Places; url: string },
): Promise<void> {
  const rings = parts.services.flatMap(one => parts.ringsOf(one, CHECKOUT));
  const secrets = parts.prepareSecrets({
    places,
    rings: [...rings, 'IDENTITY_KEYS', 'JWT_KEYS'],
  });
  const { hostname, port } = new URL(url);
  const environment = {
    POSTGRES_HOST: hostname,
    POSTGRES_PORT: port,
    POSTGRES_USER: 'postgres',
    POSTGRES_PASSWORD: secrets.postgresPassword,
    POSTGRES_DATABASE: 'postgres',
  };
  const names = [
    ...parts.services.flatMap(({ database }) => database ?? []),
    parts.busDatabase,
  ];
  await parts.ensureDatabases({
    ...{ checkout: CHECKOUT, environment },
    databases: names.map(name => ({
      name,
      password: secrets.passwordOf(name),
    })),
  });
  secrets.writeDatabaseUrls(environment, names);
}

async function startServers({ options, undo }: Preparation) {
  const reasons: string[] = [];
  let redis: TestRedis | undefined;
  let kafka: KafkaServer | undefined;
  if (options.redis === true) {
    redis = await startRedis();
    if (redis === undefined) reasons.push('Redis: no redis-server found');
    else {
      const server = redis;
      undo.push(() => server.stop());
    }
  }
  if (options.kafka === true) {
    const reason = whyNoKafka();
    if (reason === undefined) {
      const server = await startKafka();
      undo.push(() => server.stop());
      kafka = server;
    } else reasons.push(`Kafka: ${reason}`);
  }
  return { redis, kafka, reasons };
}

function serverSettings(servers: {
  readonly redis: TestRedis | undefined;
  readonly kafka: KafkaServer | undefined;
}): Record<string, string> {
  return {
    ...(servers.redis && { REDIS_URL: servers.redis.url }),
    ...(servers.kafka && { KAFKA_BROKERS: servers.kafka.brokers }),
  };
}

function commandOf(
  service: NotesServiceFacts,
  options: {
    readonly parts: LauncherParts;
    readonly places: Places;
    readonly portBase: number;
    readonly logs: string;
    readonly settings: Readonly<Record<string, string>>;
  },
) {
  const { logs, parts, places, portBase, settings } = options;
  const development = parts.developmentFile(service.name, CHECKOUT);
  return {
    name: service.name,
    port: portBase + service.offset,
    cwd: path.join(CHECKOUT, 'packages', service.name),
    logFile: path.join(logs, `${service.name}.log`),
    args: [
      '--enable-source-maps',
      ...(existsSync(development) ? [`--env-file=${development}`] : []),
      ...['--import', '@notes/service-kit/telemetry', 'src/main.ts'],
    ],
    env: {
      ...parts.serviceEnvironment(service, {
        ...{ places, portBase, node: process.execPath },
        rings: parts.ringsOf(service, CHECKOUT),
        paths: { compileCache: path.join(tmpdir(), 'notes-proof-cache') },
        // Nothing of the caller's shell but where programs are: a run must be the same everywhere.
        env: { PATH: process.env.PATH, HOME: process.env.HOME },
      }),
      OUTBOX_DIRECTORY: places.outbox,
      ...settings,
    },
  };
}

async function readRing(places: Places, name: string): Promise<KeyRing> {
  return KeyRing.parse(await readFile(places.keyRing(name), 'utf8'));
}
