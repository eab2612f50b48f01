import type { WinstonLoggerLevelOverride } from '@backstage/backend-defaults/rootLogger';
import type { Config } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { config as winston } from 'winston';

export interface LoggerConfig {
  level?: string;
  meta?: JsonObject;
  overrides: WinstonLoggerLevelOverride[];
}

/** Reads `backend.logger` as the stock logger does. */
export function readLoggerConfig(config: Config): LoggerConfig {
  const overrides =
    config.getOptionalConfigArray('backend.logger.overrides') ?? [];
  return {
    level: config.getOptionalString('backend.logger.level'),
    meta: config.getOptional<JsonObject>('backend.logger.meta'),
    overrides: overrides.map((override, index) => ({
      matchers:
        override.get<WinstonLoggerLevelOverride['matchers']>('matchers'),
      level: readLevel(override, index),
    })),
  };
}

function readLevel(override: Config, index: number): string {
  const level = override.getString('level');
  const accepted = Object.keys(winston.npm.levels);
  if (!accepted.includes(level)) {
    throw new Error(
      `Configuration: "backend.logger.overrides[${index}].level" is "${level}"; it must be one of ${accepted.join(
        ', ',
      )}.`,
    );
  }
  return level;
}
