import { ConfigError, loadConfig } from './config.ts';
import { createService } from './createService.ts';
import { createLogger } from './logger.ts';
import { runServer } from './runServer.ts';

try {
  const config = loadConfig(process.env);
  const logger = createLogger(config);
{% if values.hasParts %}
  await runServer({ config, logger, service: await createService(config, logger) });
{% else %}
  await runServer({ config, logger, service: createService(config, logger) });
{% endif %}
} catch (error) {
  // A wrong setting is the reader's to repair: its message says how, and a stack would hide it.
  process.stderr.write(`${error instanceof ConfigError ? error.message : describe(error)}\n`);
  process.exit(1);
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
