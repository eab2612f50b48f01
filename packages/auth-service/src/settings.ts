import { busSettings } from '@notes/events';
import {
  commonSettings,
  databaseSettings,
  defineConfig,
  keyRing,
  port,
} from '@notes/service-kit';
import { z } from 'zod';
import { checkPassword } from './domain/checkPassword.ts';
import { SECRET_BOX_FORM, SecretBox } from './domain/SecretBox.ts';

const PROVIDERS_FORM =
  'expected [{"id":"company","name":"Company","issuer":"https://…","clientId":"…","clientSecret":"…"}]';

const providers = z.array(
  z.strictObject({
    id: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
    name: z.string().min(1).max(80),
    issuer: z.url(),
    clientId: z.string().min(1),
    clientSecret: z.string().min(1).optional(),
    scopes: z.string().default('openid email profile'),
  }),
);

/** What OWASP's cheat sheet on password storage gives as equal in strength: fewer passes need more memory. */
const LEAST_MEMORY_KIB = [47_104, 19_456, 12_288, 9_216, 7_168];
/** Stands in development.env, so everyone knows it. */
const DEVELOPMENT_PASSWORD = 'only for development machines';

function parsed<T>(parse: (text: string) => T, form: string) {
  return z.string({ error: form }).transform((text, context) => {
    try {
      return parse(text);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    }
  });
}

function parseProviders(text: string): z.infer<typeof providers> {
  try {
    return providers.parse(JSON.parse(text));
  } catch {
    throw new Error(PROVIDERS_FORM);
  }
}

function count(options: { least: number; most: number; usual: number }) {
  const { least, most, usual } = options;
  const error = `expected a whole number from ${least} to ${most}`;
  return z.coerce
    .number({ error })
    .int({ error })
    .min(least, { error })
    .max(most, { error })
    .default(usual);
}

export const settings = {
  ...commonSettings,
  ...databaseSettings,
  ...busSettings,
  PORT: port().default(4001).describe('Port to listen on; 0 takes a free one'),
  JWT_KEYS: keyRing.describe(
    'Keys that sign access tokens; the gateway verifies with the same ring',
  ),
  TWO_FACTOR_KEYS: parsed(
    text => SecretBox.parse(text),
    SECRET_BOX_FORM,
  ).describe('Keys that encrypt the secrets of authenticators, 32 bytes each'),
  OAUTH_PROVIDERS: parsed(parseProviders, PROVIDERS_FORM)
    .optional()
    .describe('OpenID Connect providers as JSON; none without it'),
  ADMIN_EMAIL: z
    .email({ error: 'expected an address' })
    .optional()
    .describe('The first administrator'),
  ADMIN_PASSWORD: z
    .string()
    .optional()
    .describe('Their password, for the first start only'),
  PASSWORD_MIN_LENGTH: count({ least: 8, most: 64, usual: 15 }).describe(
    'Least characters of a password; NIST asks for 15 where a password can be the only factor',
  ),
  ARGON2_MEMORY_KIB: count({
    least: 7_168,
    most: 1_048_576,
    usual: 19_456,
  }).describe('Memory of one hash'),
  ARGON2_PASSES: count({ least: 1, most: 20, usual: 2 }).describe(
    'Passes of one hash',
  ),
  ARGON2_PARALLELISM: count({ least: 1, most: 16, usual: 1 }).describe(
    'Threads of one hash',
  ),
  HASH_CONCURRENCY: count({ least: 1, most: 64, usual: 4 }).describe(
    'Passwords hashed at the same time',
  ),
  HASH_QUEUE: count({ least: 0, most: 10_000, usual: 100 }).describe(
    'Requests that may wait for that; more get 503',
  ),
  LOCK_ACCOUNT_AFTER: count({ least: 3, most: 100, usual: 5 }).describe(
    'Failures that lock an account',
  ),
  LOCK_IP_AFTER: count({ least: 3, most: 10_000, usual: 20 }).describe(
    'Failures within an hour that lock an address',
  ),
  LOCK_BASE_SECONDS: count({ least: 1, most: 3_600, usual: 30 }).describe(
    'The first lock; each further failure doubles it',
  ),
  LOCK_MAX_SECONDS: count({ least: 1, most: 86_400, usual: 3_600 }).describe(
    'The longest lock',
  ),
} satisfies z.ZodRawShape;

export type Config = Readonly<z.infer<z.ZodObject<typeof settings>>>;

export const config = defineConfig({
  settings,
  secrets: ['OAUTH_PROVIDERS'],
  rules,
});

function* rules(values: Config): Generator<readonly [string, string]> {
  if (!values.KAFKA_BROKERS && !values.BUS_DATABASE_URL) {
    yield ['BUS_DATABASE_URL', 'required without KAFKA_BROKERS'];
  }
  const least = LEAST_MEMORY_KIB[values.ARGON2_PASSES - 1] ?? 7_168;
  if (values.ARGON2_MEMORY_KIB < least) {
    yield [
      'ARGON2_MEMORY_KIB',
      `expected ${least} or more with ARGON2_PASSES=${values.ARGON2_PASSES}`,
    ];
  }
  yield* adminRules(values);
  if (values.NODE_ENV === 'production') yield* productionRules(values);
}

function* adminRules(values: Config): Generator<readonly [string, string]> {
  const { ADMIN_EMAIL, ADMIN_PASSWORD, PASSWORD_MIN_LENGTH } = values;
  if (ADMIN_EMAIL === undefined && ADMIN_PASSWORD === undefined) return;
  if (ADMIN_EMAIL === undefined)
    yield ['ADMIN_EMAIL', 'required with ADMIN_PASSWORD'];
  if (ADMIN_PASSWORD === undefined) {
    yield [
      'ADMIN_PASSWORD',
      'required with ADMIN_EMAIL; ADMIN_PASSWORD_FILE names a file with it',
    ];
    return;
  }
  const context = { email: ADMIN_EMAIL ?? '', name: 'Administrator' };
  const wrong = checkPassword(ADMIN_PASSWORD, context, PASSWORD_MIN_LENGTH);
  if (wrong !== undefined) yield ['ADMIN_PASSWORD', wrong];
}

function* productionRules(
  values: Config,
): Generator<readonly [string, string]> {
  if (values.ADMIN_PASSWORD === DEVELOPMENT_PASSWORD) {
    yield ['ADMIN_PASSWORD', 'must not be the one of development.env'];
  }
  if (!values.PUBLIC_URL.startsWith('https:')) {
    yield [
      'PUBLIC_URL',
      'expected https:// in production, where cookies are Secure',
    ];
  }
  const plain = values.OAUTH_PROVIDERS?.find(
    one => !one.issuer.startsWith('https:'),
  );
  if (plain)
    yield [
      'OAUTH_PROVIDERS',
      `expected an issuer with https:// for "${plain.id}"`,
    ];
}
