import { busSettings } from '@notes/events';
import {
  commonSettings,
  databaseSettings,
  defineConfig,
  port,
} from '@notes/service-kit';
import { z } from 'zod';
import { DEFAULT_ENVIRONMENT } from './domain/Layer.ts';

const NAME = /^[a-z][a-z0-9-]{0,39}$/;
/** Words that stand in the place of an environment in the paths of the API. */
const TAKEN = new Set([DEFAULT_ENVIRONMENT, 'keys', 'proposals']);
const FORM = 'expected names such as dev,staging,prod';

const names = z.string().transform((text, context) => {
  const words = text
    .split(',')
    .map(word => word.trim())
    .filter(word => word !== '');
  if (!words.every(word => NAME.test(word) && !TAKEN.has(word))) {
    context.addIssue({
      code: 'custom',
      message: `${FORM}, and none of ${[...TAKEN].join(', ')}`,
    });
    return z.NEVER;
  }
  return [...new Set(words)];
});

export const settings = {
  ...commonSettings,
  ...databaseSettings,
  ...busSettings,
  PORT: port().default(4006).describe('Port to listen on'),
  ENVIRONMENTS: names
    .prefault('dev,staging,prod')
    .describe('Environments; each inherits from default'),
  PROTECTED_ENVIRONMENTS: names
    .prefault('prod')
    .describe('Where a second person approves each change; `none` for nowhere'),
} satisfies z.ZodRawShape;

export type Config = Readonly<z.infer<z.ZodObject<typeof settings>>>;

export const config = defineConfig({ settings, rules });

function* rules(values: Config): Generator<readonly [string, string]> {
  if (!values.KAFKA_BROKERS && !values.BUS_DATABASE_URL) {
    yield ['BUS_DATABASE_URL', 'required without KAFKA_BROKERS'];
  }
  if (values.ENVIRONMENTS.length === 0) yield ['ENVIRONMENTS', FORM];
  const unknown = protectedOf(values).find(
    name => !values.ENVIRONMENTS.includes(name),
  );
  if (unknown !== undefined) {
    yield [
      'PROTECTED_ENVIRONMENTS',
      `expected some of ENVIRONMENTS, or none; "${unknown}" is not one`,
    ];
  }
}

export function protectedOf(values: Config): readonly string[] {
  const { PROTECTED_ENVIRONMENTS: names } = values;
  return names.length === 1 && names[0] === 'none' ? [] : names;
}
