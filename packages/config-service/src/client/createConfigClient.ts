import { setTimeout as sleep } from 'node:timers/promises';
import { ConfigClient } from './ConfigClient.ts';
import {
  LastGood,
  parseConfiguration,
  type Configuration,
} from './LastGood.ts';
import type { SecretResolver } from './SecretResolver.ts';

export interface ConfigClientOptions {
  /** The gateway or the service, such as `http://localhost:4000`. */
  readonly baseUrl: string;
  readonly environment: string;
  /** The headers that prove who asks; called for each request, because tokens end. */
  readonly headers: () => Promise<Readonly<Record<string, string>>>;
  /** Where the last good configuration is kept for a start while the service is away. */
  readonly file?: string;
  readonly secrets?: SecretResolver;
  readonly waitSeconds?: number;
  /** The pause after the first failure; each further one doubles it, up to half a minute. */
  readonly pauseMs?: number;
  /** Called when the service stops answering, and with nothing when it answers again. */
  readonly onReach?: (error?: Error) => void;
}

const LONGEST_PAUSE_MS = 30_000;
const REQUEST_TIMEOUT_MS = 30_000;

/**
 * Reads a configuration and keeps it up to date. Fails only when the service is away and there is no last good
 * configuration either.
 *
 * @example
 * const config = await createConfigClient({ baseUrl, environment: 'prod', headers, file: '/var/cache/config.json' });
 * config.onChange(keys => logger.info({ keys }, 'the configuration has changed'));
 * const limit = config.number('notes.pageSize');
 */
export async function createConfigClient(
  options: ConfigClientOptions,
): Promise<ConfigClient> {
  const kept =
    options.file === undefined ? undefined : new LastGood(options.file);
  const stopping = new AbortController();
  const source = new Source(options, stopping.signal);
  const first = await readFirst(source, options, kept);
  await kept?.write(first.configuration).catch(() => undefined);

  const client = new ConfigClient({
    configuration: first.configuration,
    ...(options.secrets ? { secrets: options.secrets } : {}),
    close: async () => {
      stopping.abort();
      await watching;
    },
  });
  client.reach(first.fresh);
  const watching = watch(client, {
    source,
    options,
    kept,
    signal: stopping.signal,
  });
  return client;
}

async function readFirst(
  source: Source,
  { environment, onReach }: ConfigClientOptions,
  kept: LastGood | undefined,
): Promise<{ configuration: Configuration; fresh: boolean }> {
  try {
    return { configuration: await source.read(), fresh: true };
  } catch (error) {
    const configuration = await kept?.read(environment);
    if (!configuration) throw error;
    onReach?.(asError(error));
    return { configuration, fresh: false };
  }
}

interface Watching {
  readonly source: Source;
  readonly options: ConfigClientOptions;
  readonly kept: LastGood | undefined;
  readonly signal: AbortSignal;
}

/** Long polls one after another, until the client is closed. */
async function watch(
  client: ConfigClient,
  { kept, options, signal, source }: Watching,
): Promise<void> {
  // A function, because each await may be the moment in which the client is closed.
  const isClosed = () => signal.aborted;
  let failures = client.staleSince ? 1 : 0;
  while (!isClosed()) {
    try {
      const next = await source.watch(client.version);
      if (failures > 0) options.onReach?.();
      failures = 0;
      client.reach(true);
      if (next) {
        client.replace(next);
        await kept?.write(next).catch(() => undefined);
      }
    } catch (error) {
      if (isClosed()) return;
      failures += 1;
      client.reach(false);
      if (failures === 1) options.onReach?.(asError(error));
      const { pauseMs = 500 } = options;
      const longest = Math.min(LONGEST_PAUSE_MS, pauseMs * 2 ** (failures - 1));
      // With jitter, so that all programs do not come back at the same moment.
      const pause = longest * (0.5 + Math.random() / 2);
      await sleep(pause, undefined, { signal }).catch(() => undefined);
    }
  }
}

/** The two requests that the client makes. */
class Source {
  readonly #options: ConfigClientOptions;
  readonly #signal: AbortSignal;

  constructor(options: ConfigClientOptions, signal: AbortSignal) {
    this.#options = options;
    this.#signal = signal;
  }

  async read(): Promise<Configuration> {
    const answer = await this.#get('');
    return parseConfiguration(await answer.json());
  }

  /** Undefined when nothing has changed. */
  async watch(version: number): Promise<Configuration | undefined> {
    const { waitSeconds = 8 } = this.#options;
    const answer = await this.#get(
      `/watch?after=${version}&wait=${waitSeconds}`,
    );
    return answer.status === 204
      ? undefined
      : parseConfiguration(await answer.json());
  }

  async #get(path: string): Promise<Response> {
    const { baseUrl, environment, headers } = this.#options;
    const place = `/api/config/${encodeURIComponent(environment)}${path}`;
    const answer = await fetch(new URL(place, baseUrl), {
      headers: await headers(),
      redirect: 'error',
      signal: AbortSignal.any([
        this.#signal,
        AbortSignal.timeout(REQUEST_TIMEOUT_MS),
      ]),
    });
    if (answer.ok) return answer;
    await answer.body?.cancel();
    throw new Error(`the config service answered ${answer.status}`);
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
