import { openEventBus, startOutboxRelay } from '@notes/events';
import {
  defineService,
  openDatabase,
  type Parts,
  type ServiceApp,
} from '@notes/service-kit';
import { ConfigService } from './domain/ConfigService.ts';
import { configHandlers } from './routes/configHandlers.ts';
import { Environments } from './routes/Environments.ts';
import { proposalHandlers } from './routes/proposalHandlers.ts';
import { valueHandlers } from './routes/valueHandlers.ts';
import { watchHandler } from './routes/watchHandler.ts';
import { config, protectedOf, type Config } from './settings.ts';
import { ChangeFeed } from './watch/ChangeFeed.ts';

/** What the service is made of, outermost last; closing goes the other way round. */
export const configService = defineService<Config>({
  name: 'config-service',
  config,
  openapi: new URL('../openapi.yaml', import.meta.url),
  create,
});

async function create(parts: Parts<Config>): Promise<ServiceApp> {
  const { clock, config: values, lifecycle } = parts;
  const migrations = new URL('../migrations/', import.meta.url);
  const [bus, pool] = await Promise.all([
    openEventBus({ ...parts, service: 'config-service' }),
    openDatabase({ ...parts, migrations }),
  ]);
  startOutboxRelay({ ...parts, pool, bus });
  const feed = new ChangeFeed({ ...parts, pool });
  lifecycle.onClose('change feed', () => feed.stop());
  await feed.start();

  const environments = new Environments(values.ENVIRONMENTS);
  const service = new ConfigService({
    ...{ pool, clock },
    protectedEnvironments: protectedOf(values),
  });
  const options = { pool, service, environments };
  return {
    handlers: {
      ...configHandlers(options),
      ...valueHandlers(options),
      ...proposalHandlers(options),
      ...watchHandler({ pool, feed, environments }),
    },
  };
}
