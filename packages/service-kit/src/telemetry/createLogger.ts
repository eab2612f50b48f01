import { pino, type DestinationStream, type Logger } from 'pino';
import type { CommonConfig } from '../config/settings.ts';
import { hideSecrets } from './hideSecrets.ts';
import { traceFields } from './traceFields.ts';

export interface LoggerOptions {
  readonly name: string;
  readonly config: Pick<CommonConfig, 'LOG_LEVEL' | 'SERVICE_VERSION'>;
  readonly destination?: DestinationStream | undefined;
}

/** One JSON object a line on standard output. Credentials never reach it. */
export function createLogger(options: LoggerOptions): Logger {
  const { config, destination, name } = options;
  return pino(
    {
      level: config.LOG_LEVEL,
      base: {
        'service.name': name,
        'service.version': config.SERVICE_VERSION,
      },
      formatters: { level: label => ({ level: label }), log: hideSecrets },
      mixin: traceFields,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
    },
    destination ?? standardOutput(),
  );
}

/**
 * Lines are written together, a tenth of a second late at most, because a write for each costs a request more than
 * all else that is done for it. What waits is still written when the process ends, unless it is killed.
 */
function standardOutput(): DestinationStream {
  return pino.destination({
    dest: 1,
    sync: false,
    minLength: 4_096,
    periodicFlush: 100,
  });
}
