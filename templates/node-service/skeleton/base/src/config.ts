{% if values.hasParts %}
import { readFileSync } from 'node:fs';
{% endif %}
import { z } from 'zod';

type Environment = Readonly<Record<string, string | undefined>>;

const INTRODUCTION = 'The configuration is not valid:';
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const port = z.coerce.number().int().min(1).max(65_535);
const milliseconds = z.coerce.number().int().min(0).max(600_000);
const flag = z.enum(['true', 'false']).transform((value) => value === 'true');
{% if values.hasEvents %}
const topic = z.string().regex(/^[a-zA-Z0-9._-]{1,249}$/, 'expected a Kafka topic name');
{% endif %}

/** Accepts URLs with the protocol of the examples, and shows the examples when it does not. */
function urlLike(...examples: string[]) {
  const protocols = examples.map((example) => example.split(':')[0]);
  return z.url({
    protocol: new RegExp(`^(${protocols.join('|')})$`),
    error: `expected ${examples.join(' or ')}`,
  });
}

const settings = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: port.default(${{ values.port }}),
  LOG_LEVEL: z.enum(LOG_LEVELS).default('info'),
  SERVICE_VERSION: z.string().min(1).default('0.1.0'),
  BODY_LIMIT_BYTES: z.coerce.number().int().min(1024).max(10_485_760).default(102_400),
  RATE_LIMIT_PER_MINUTE: z.coerce.number().int().min(1).default(600),
  TRUST_PROXY_HOPS: z.coerce.number().int().min(0).max(10).default(0),
  AUTH_DISABLED: flag.default(false),
  JWT_ISSUER: z.string().min(1).optional(),
  JWT_AUDIENCE: z.string().min(1).optional(),
  JWT_JWKS_URL: urlLike('https://host/path', 'http://host/path').optional(),
  SHUTDOWN_DELAY_MS: milliseconds.default(1_000),
  SHUTDOWN_TIMEOUT_MS: milliseconds.default(25_000),
{% if values.hasDatabase %}
  DATABASE_URL: urlLike('postgresql://user:password@host/name', 'postgres://…').optional(),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(1).max(100).default(10),
{% endif %}
{% if values.hasCache %}
  REDIS_URL: urlLike('redis://host:6379', 'rediss://user:password@host:6379').optional(),
  CACHE_TTL_SECONDS: z.coerce.number().int().min(1).max(86_400).default(60),
{% endif %}
{% if values.hasEvents %}
  KAFKA_BROKERS: z
    .string()
    .regex(/^[\w.-]+:\d+(,[\w.-]+:\d+)*$/, 'expected host:port, several separated by commas')
    .transform((value) => value.split(','))
    .optional(),
  KAFKA_SSL: flag.default(false),
  KAFKA_SASL_USERNAME: z.string().min(1).optional(),
  KAFKA_SASL_PASSWORD: z.string().min(1).optional(),
{% endif %}
{% if values.produces %}
  ITEM_EVENTS_TOPIC: topic.default('${{ values.name }}.items.v1'),
{% endif %}
{% if values.consumes %}
  ITEM_REQUESTS_TOPIC: topic.default('${{ values.name }}.item-requests.v1'),
{% endif %}
});

const schema = settings
  .superRefine((config, context) => {
    for (const [name, message] of problemsOf(config)) {
      context.addIssue({ code: 'custom', path: [name], message });
    }
  })
  .readonly();

const REQUIRED_FOR_TOKENS = ['JWT_ISSUER', 'JWT_AUDIENCE', 'JWT_JWKS_URL'] as const;
{% if values.hasParts %}
const REQUIRED_IN_PRODUCTION = ['${{ ["DATABASE_URL" if values.hasDatabase, "REDIS_URL" if values.hasCache, "KAFKA_BROKERS" if values.hasEvents] | select | join("', '") }}'] as const;

/** Values that may come from a mounted file (`<NAME>_FILE`) and that no message ever repeats. */
const SECRETS = ['${{ ["DATABASE_URL" if values.hasDatabase, "REDIS_URL" if values.hasCache, "KAFKA_SASL_PASSWORD" if values.hasEvents] | select | join("', '") }}'];
{% endif %}

type Settings = z.infer<typeof settings>;
export type Config = Readonly<Settings>;

export class ConfigError extends Error {
  override name = 'ConfigError';
}

/** What only the whole configuration can tell: which variables must be there together. */
function* problemsOf(config: Settings): Generator<[name: string, message: string]> {
  const inProduction = config.NODE_ENV === 'production';
  if (config.AUTH_DISABLED && inProduction) {
    yield ['AUTH_DISABLED', 'must not be true when NODE_ENV is production'];
  }
  if (!config.AUTH_DISABLED) {
    const message = 'required to check access tokens, unless AUTH_DISABLED is true in development';
    for (const name of REQUIRED_FOR_TOKENS) {
      if (config[name] === undefined) yield [name, message];
    }
  }
{% if values.hasParts %}
  if (inProduction) {
    const message = 'required when NODE_ENV is production';
    for (const name of REQUIRED_IN_PRODUCTION) {
      if (config[name] === undefined) yield [name, message];
    }
  }
{% endif %}
}

/** Reads the whole configuration once, at start, and names every variable that is wrong. */
export function loadConfig(environment: Environment): Config {
{% if values.hasParts %}
  const values = withoutEmpty(withSecretFiles(environment));
{% else %}
  const values = withoutEmpty(environment);
{% endif %}
  const result = schema.safeParse(values);
  if (result.success) return result.data;

  const problems = result.error.issues.map((issue) => {
    const name = issue.path.join('.');
{% if values.hasParts %}
    return `  ${name}: ${issue.message}${given(name, values[name])}`;
{% else %}
    return `  ${name}: ${issue.message}${given(values[name])}`;
{% endif %}
  });
  throw new ConfigError(`${INTRODUCTION}\n${problems.join('\n')}`);
}

{% if values.hasParts %}
function given(name: string, value: string | undefined): string {
  if (value === undefined || SECRETS.includes(name)) return '';
  return `, got ${JSON.stringify(value)}`;
}
{% else %}
function given(value: string | undefined): string {
  return value === undefined ? '' : `, got ${JSON.stringify(value)}`;
}
{% endif %}

/** An empty variable is an unset one: that is what shells, Compose files and charts mean by it. */
function withoutEmpty(environment: Environment): Environment {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
}
{% if values.hasParts %}

function withSecretFiles(environment: Environment): Environment {
  const values: Record<string, string | undefined> = { ...environment };
  for (const name of SECRETS) {
    const file = environment[`${name}_FILE`];
    if (file) values[name] = readSecret(name, file);
  }
  return values;
}

function readSecret(name: string, file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    const message = `${INTRODUCTION}\n  ${name}_FILE: cannot read "${file}"`;
    throw new ConfigError(message, { cause: error });
  }
}
{% endif %}
