import type { AuditorLogFunction } from '@backstage/backend-defaults/auditor';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { SEVERITIES } from '../config';

const LEVELS = ['debug', 'info', 'warn', 'error'] as const;
type Level = (typeof LEVELS)[number];

function readLevels(config: Config): Map<string, Level> {
  return new Map(
    SEVERITIES.map(severity => {
      const key = `backend.auditor.severityLogLevelMappings.${severity}`;
      const fallback = severity === 'low' ? 'debug' : 'info';
      const value = config.getOptionalString(key) ?? fallback;
      const level = LEVELS.find(known => known === value);
      if (!level) {
        throw new InputError(
          `Invalid value at '${key}': '${value}'; expected one of: ${LEVELS.join(
            ', ',
          )}`,
        );
      }
      return [severity, level];
    }),
  );
}

/**
 * Logs events as the stock auditor does, which does not export this part.
 *
 * @internal
 */
export function createAuditLogger(
  config: Config,
  logger: LoggerService,
): AuditorLogFunction {
  const levels = readLevels(config);
  const auditLogger = logger.child({ isAuditEvent: true });
  return event => {
    const level = levels.get(event.severityLevel) ?? 'info';
    const message = `${event.plugin}.${event.eventId}`;
    if ('error' in event) {
      const { error, ...rest } = event;
      // The child takes details of any shape, which the type of the logger does not say.
      auditLogger.child(rest as never)[level](message, error);
    } else {
      auditLogger[level](message, event);
    }
  };
}
