import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { createConfigSecretEnumerator } from '@backstage/backend-defaults/rootConfig';
import { WinstonLogger } from '@backstage/backend-defaults/rootLogger';
import { format, transports } from 'winston';
import { loadCachedConfigSchema } from './loadCachedConfigSchema';
import { readLoggerConfig } from './readLoggerConfig';

/**
 * The root logger of `@backstage/backend-defaults`, with one difference: the
 * configuration schema that tells which values to redact is kept on disk.
 *
 * The stock factory runs the TypeScript compiler over every `config.d.ts` at
 * each start, which is the longest single step before the backend listens.
 */
export const rootLoggerServiceFactory = createServiceFactory({
  service: coreServices.rootLogger,
  deps: { config: coreServices.rootConfig },
  async factory({ config }) {
    const { level, meta } = readLoggerConfig(config);
    const logger = WinstonLogger.create({
      meta: { service: 'backstage', ...meta },
      level: process.env.LOG_LEVEL || level || 'info',
      format:
        process.env.NODE_ENV === 'production'
          ? format.json()
          : WinstonLogger.colorFormat(),
      transports: [new transports.Console()],
    });

    const schema = await loadCachedConfigSchema({
      onSchemaError: error => logger.warn(error.message),
    });
    const enumerateSecrets = await createConfigSecretEnumerator({
      logger,
      schema,
    });
    const applyConfig = () => {
      logger.addRedactions(enumerateSecrets(config));
      logger.setLevelOverrides(readLoggerConfig(config).overrides);
    };
    applyConfig();
    config.subscribe?.(applyConfig);
    return logger;
  },
});
