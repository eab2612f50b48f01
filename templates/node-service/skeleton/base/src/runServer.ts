import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from './config.ts';
import type { Service } from './createService.ts';
import type { Logger } from './logger.ts';
import { stopTelemetry } from './telemetry/startTelemetry.ts';

export interface RunServerOptions {
  readonly config: Config;
  readonly logger: Logger;
  readonly service: Service;
}

export async function runServer(options: RunServerOptions): Promise<void> {
  const { config, logger, service } = options;
  const server = createServer(service.app);
  limitConnections(server);
{% if values.hasParts %}
  try {
    server.listen(config.PORT, config.HOST);
    await once(server, 'listening');
  } catch (error) {
    await service.close();
    throw error;
  }
{% else %}
  server.listen(config.PORT, config.HOST);
  await once(server, 'listening');
{% endif %}
  const { port } = server.address() as AddressInfo;
  logger.info(`listening on http://${config.HOST}:${port}`);
  stopOnSignals(server, options);
}

function limitConnections(server: Server): void {
  server.requestTimeout = 30_000;
  server.headersTimeout = 10_000;
  // Longer than the idle time of common load balancers (60 s), so that they close first.
  server.keepAliveTimeout = 65_000;
  server.maxRequestsPerSocket = 10_000;
}

function stopOnSignals(server: Server, { config, logger, service }: RunServerOptions): void {
  const open = trackResponses(server);
  let stopping = false;

  async function stop(signal: NodeJS.Signals): Promise<void> {
    if (stopping) return;
    stopping = true;
    logger.info(`${signal}: finishing open requests`);
    service.readiness.stop();
    // An orchestrator needs a moment to see /ready change; a person at a terminal does not.
    if (signal === 'SIGTERM') await sleep(config.SHUTDOWN_DELAY_MS);

    const drained = await drain(server, open, config.SHUTDOWN_TIMEOUT_MS);
    if (drained === 'cut off') logger.warn('requests were still open and have been cut off');
{% if values.hasParts %}
    await service.close();
{% endif %}
    await stopTelemetry();
    logger.info('stopped');
    process.exit(0);
  }

  process.on('SIGTERM', (signal) => void stop(signal));
  process.on('SIGINT', (signal) => void stop(signal));
}

/** Knows the answers that are still to be given, so that a drain can end their connections. */
function trackResponses(server: Server): Set<ServerResponse> {
  const open = new Set<ServerResponse>();
  server.prependListener('request', (_request, response) => {
    open.add(response);
    response.once('close', () => open.delete(response));
  });
  return open;
}

async function drain(
  server: Server,
  open: ReadonlySet<ServerResponse>,
  timeoutMs: number,
): Promise<'drained' | 'cut off'> {
  // A keep-alive connection would stay open after its answer; this tells the client to go elsewhere.
  for (const response of open) closeAfter(response);
  server.prependListener('request', (_request, response) => {
    closeAfter(response);
  });
  const closed = new Promise<'drained'>((resolve) => {
    server.close(() => {
      resolve('drained');
    });
  });
  const outcome = await Promise.race([
    closed,
    sleep(timeoutMs, 'cut off' as const, { ref: false }),
  ]);
  if (outcome === 'cut off') server.closeAllConnections();
  return outcome;
}

function closeAfter(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('connection', 'close');
}
