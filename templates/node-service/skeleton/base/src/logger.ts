import { pino, type DestinationStream, type Logger } from 'pino';
import type { Config } from './config.ts';
import { SERVICE_NAME } from './serviceName.ts';
import { traceFields } from './telemetry/traceFields.ts';

export type { Logger };

/** One JSON object a line on standard output. Credentials never reach it. */
export function createLogger(
  config: Pick<Config, 'LOG_LEVEL' | 'SERVICE_VERSION'>,
  destination?: DestinationStream,
): Logger {
  return pino(
    {
      level: config.LOG_LEVEL,
      base: { 'service.name': SERVICE_NAME, 'service.version': config.SERVICE_VERSION },
      formatters: { level: (label) => ({ level: label }) },
      mixin: traceFields,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      redact: ['req.headers.authorization', 'req.headers.cookie', 'res.headers["set-cookie"]'],
    },
    destination,
  );
}
