import { ConfigError } from '../config/ConfigError.ts';
import type { CommonConfig } from '../config/settings.ts';
import { stopTelemetry } from '../telemetry/stopTelemetry.ts';
import type { Service } from './Service.ts';
import { startService, type RunningService } from './startService.ts';

/** Runs a service as a process of its own: the whole of its src/main.ts. */
export async function runService<C extends CommonConfig>(
  service: Service<C>,
): Promise<void> {
  try {
    stopOnSignals(await startService(service, process.env));
  } catch (error) {
    // A wrong setting is the reader's to repair: its message says how, and a stack would hide it.
    process.stderr.write(
      `${error instanceof ConfigError ? error.message : describe(error)}\n`,
    );
    process.exit(1);
  }
}

function stopOnSignals(running: RunningService): void {
  const { config, logger } = running;
  let stopping = false;

  async function stop(signal: NodeJS.Signals): Promise<void> {
    if (stopping) return;
    stopping = true;
    logger.info(`${signal}: finishing open requests`);
    // An orchestrator needs a moment to see /ready change; a person at a terminal does not.
    await running.close({
      delayMs: signal === 'SIGTERM' ? config.SHUTDOWN_DELAY_MS : 0,
    });
    await stopTelemetry();
    logger.info('stopped');
    logger.flush(() => process.exit(0));
  }

  // Node still ends the process and tells the terminal; this tells whoever reads the log.
  process.on('uncaughtExceptionMonitor', error => {
    logger.fatal(
      { err: error },
      'an error that nobody handled ends the process',
    );
  });
  process.on('SIGTERM', signal => void stop(signal));
  process.on('SIGINT', signal => void stop(signal));
}

function describe(error: unknown): string {
  return error instanceof Error
    ? (error.stack ?? error.message)
    : String(error);
}
