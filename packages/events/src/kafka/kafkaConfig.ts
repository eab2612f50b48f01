import { logLevel, type KafkaConfig } from 'kafkajs';
import type { Logger } from '../parts.ts';
import type { BusConfig } from '../settings.ts';

/** How to reach the brokers, with limits on every wait. */
export function kafkaConfig(options: {
  readonly config: BusConfig;
  readonly service: string;
  readonly logger: Logger;
}): KafkaConfig {
  const { config, service, logger } = options;
  const { KAFKA_SASL_USERNAME: username, KAFKA_SASL_PASSWORD: password } =
    config;
  return {
    clientId: service,
    brokers: config.KAFKA_BROKERS ?? [],
    ssl: config.KAFKA_SSL,
    ...(username !== undefined && password !== undefined
      ? { sasl: { mechanism: 'scram-sha-512', username, password } }
      : {}),
    connectionTimeout: 5_000,
    requestTimeout: 10_000,
    retry: { retries: 3, initialRetryTime: 200, maxRetryTime: 2_000 },
    logLevel: logLevel.WARN,
    // The client reports each failed attempt as an error; those that matter reach the caller as well.
    logCreator:
      () =>
      ({ log }) => {
        logger.debug({ kafka: log }, log.message);
      },
  };
}
