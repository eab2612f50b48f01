import type { DestinationStream, Logger } from 'pino';
import { ConfigError } from '../config/ConfigError.ts';
import type { Environment } from '../config/defineConfig.ts';
import type { CommonConfig } from '../config/settings.ts';
import { createApp } from '../http/createApp.ts';
import { HttpServer } from '../http/HttpServer.ts';
import { createAuthenticator } from '../identity/createAuthenticator.ts';
import { systemClock, type Clock } from '../lifecycle/Clock.ts';
import { Lifecycle } from '../lifecycle/Lifecycle.ts';
import { Readiness } from '../lifecycle/Readiness.ts';
import { createMetrics } from '../metrics/createMetrics.ts';
import { accessOf } from '../openapi/accessOf.ts';
import { loadOpenApi } from '../openapi/loadOpenApi.ts';
import { operationsOf } from '../openapi/operations.ts';
import { createLogger } from '../telemetry/createLogger.ts';
import type { Parts, Service } from './Service.ts';

export interface StartOverrides {
  readonly clock?: Clock;
  /** Where log lines go instead of standard output. */
  readonly destination?: DestinationStream;
}

export interface RunningService {
  readonly url: string;
  readonly logger: Logger;
  readonly config: CommonConfig;
  /** Lets open requests finish, then closes what the service has opened. */
  close(options?: { readonly delayMs?: number }): Promise<void>;
}

/** Starts a service and answers when it listens; what it opened is closed again when it cannot start. */
export async function startService<C extends CommonConfig>(
  service: Service<C>,
  environment: Environment,
  overrides: StartOverrides = {},
): Promise<RunningService> {
  const config = service.config.load(environment);
  const { destination } = overrides;
  const logger = createLogger({ name: service.name, config, destination });
  const lifecycle = new Lifecycle(logger);
  try {
    const parts = createParts(service, config, {
      logger,
      lifecycle,
      overrides,
    });
    const { handlers, routers = [] } = await service.create(parts);
    const server = await HttpServer.listen(
      createApp({ ...parts, handlers, routers }),
      config,
    );
    logger.info(`listening on ${server.url}`);
    return {
      url: server.url,
      logger,
      config,
      close: options => close(server, parts, options?.delayMs),
    };
  } catch (error) {
    await lifecycle.close();
    throw error;
  }
}

interface Made {
  readonly logger: Logger;
  readonly lifecycle: Lifecycle;
  readonly overrides: StartOverrides;
}

function createParts<C extends CommonConfig>(
  service: Service<C>,
  config: C,
  { lifecycle, logger, overrides }: Made,
): Parts<C> {
  const clock = overrides.clock ?? systemClock;
  const document = loadOpenApi(service.openapi);
  const ring = config.IDENTITY_KEYS;
  const needed = operationsOf(document).some(
    ({ operation }) => accessOf(document, operation).identity !== 'none',
  );
  if (needed && !ring) {
    throw new ConfigError(
      'The configuration is not valid:\n  IDENTITY_KEYS: required, because openapi.yaml has operations that need an identity',
    );
  }
  return {
    config,
    logger,
    lifecycle,
    clock,
    document,
    metrics: createMetrics(service.name, config.SERVICE_VERSION),
    readiness: new Readiness(logger),
    authenticate: createAuthenticator({ ring, service: service.name, clock }),
  };
}

async function close<C extends CommonConfig>(
  server: HttpServer,
  { config, lifecycle, logger, readiness }: Parts<C>,
  delayMs = 0,
): Promise<void> {
  readiness.stop();
  const outcome = await server.drain(delayMs, config.SHUTDOWN_TIMEOUT_MS);
  if (outcome === 'cut off') {
    logger.warn('requests were still open and have been cut off');
  }
  await lifecycle.close();
}
