import {
  commonSettings,
  databaseSettings,
  defineConfig,
  keyRing,
  milliseconds,
  port,
} from '@notes/service-kit';
import { busSettings } from '@notes/events';
import { z } from 'zod';

/** What the command that verifies needs too. */
export const chainSettings = {
  ...databaseSettings,
  AUDIT_KEYS: keyRing.describe(
    'Keys that sign checkpoints of the chain; a key must stay as long as what it signed is to be verified',
  ),
};

export const settings = {
  ...commonSettings,
  ...busSettings,
  ...chainSettings,
  PORT: port().default(4005).describe('Port to listen on'),
  CHECKPOINT_INTERVAL_MS: milliseconds()
    .default(60_000)
    .describe('How often the end of the chain is signed'),
  VERIFY_INTERVAL_SECONDS: z.coerce
    .number({ error: 'expected seconds from 1 to 604800' })
    .int()
    .min(1)
    .max(604_800)
    .default(3_600)
    .describe('How often the whole chain is verified'),
};

export const config = defineConfig({
  settings,
  *rules(values) {
    if (!values.KAFKA_BROKERS && !values.BUS_DATABASE_URL) {
      yield ['BUS_DATABASE_URL', 'required without KAFKA_BROKERS'];
    }
  },
});

export type Config = ReturnType<typeof config.load>;
