import { Registry } from 'prom-client';
import { z } from 'zod';
import { openEventBus } from '../openEventBus.ts';
import { busSettings } from '../settings.ts';
import { DeadLetters } from './DeadLetters.ts';
import {
  USAGE,
  readDeadLettersCommand,
  runDeadLetters,
} from './runDeadLetters.ts';

const EXIT_USAGE = 2;
const quiet = () => undefined;

function fail(message: string): never {
  process.stderr.write(`${message}\n\n${USAGE}`);
  process.exit(EXIT_USAGE);
}

const command = readDeadLettersCommand(process.argv.slice(2));
if (typeof command === 'string') fail(command);
const config = z.object(busSettings).safeParse(process.env);
if (!config.success) fail(z.prettifyError(config.error));
const { BUS_DATABASE_URL, KAFKA_BROKERS } = config.data;
if (BUS_DATABASE_URL === undefined && KAFKA_BROKERS === undefined) {
  fail('Set KAFKA_BROKERS or BUS_DATABASE_URL');
}

const bus = await openEventBus({
  config: config.data,
  service: 'dead-letters',
  logger: { debug: quiet, info: quiet, warn: quiet, error: quiet },
  metrics: { registry: new Registry() },
  readiness: { add: quiet },
  lifecycle: { onClose: quiet },
});
try {
  process.stdout.write(await runDeadLetters(command, new DeadLetters(bus)));
} finally {
  await bus.close();
}
