import { z } from 'zod';
import { keyRing, milliseconds, port, urlLike } from './settingTypes.ts';

export const LOG_LEVELS = [
  'fatal',
  'error',
  'warn',
  'info',
  'debug',
  'trace',
  'silent',
] as const;

/** What every service reads. */
export const commonSettings = {
  NODE_ENV: z
    .enum(['development', 'test', 'production'])
    .default('development')
    .describe('`test` also checks every answer against openapi.yaml'),
  HOST: z.string().min(1).default('127.0.0.1').describe('Address to listen on'),
  PORT: port().default(4000).describe('Port to listen on; 0 takes a free one'),
  LOG_LEVEL: z.enum(LOG_LEVELS).default('info').describe('Least level logged'),
  SERVICE_VERSION: z
    .string()
    .min(1)
    .default('0.1.0')
    .describe('Version in logs, metrics and traces'),
  PUBLIC_URL: urlLike('https://host', 'http://host')
    .default('http://localhost:4000')
    .describe("The gateway's address, for links"),
  IDENTITY_KEYS: keyRing
    .optional()
    .describe(
      'Keys that sign who the caller is, from the gateway to a service',
    ),
  TRUST_PROXY_HOPS: z.coerce
    .number()
    .int()
    .min(0)
    .max(10)
    .default(0)
    .describe('Proxies in front whose X-Forwarded-* headers are believed'),
  BODY_LIMIT_BYTES: z.coerce
    .number()
    .int()
    .min(1024)
    .max(104_857_600)
    .default(102_400)
    .describe('Largest request body of an operation'),
  MAX_CONNECTIONS: z.coerce
    .number()
    .int()
    .min(1)
    .max(100_000)
    .default(2_000)
    .describe('Open connections; more are closed at once'),
  HEADERS_TIMEOUT_MS: milliseconds()
    .default(10_000)
    .describe('Time for the headers of a request to arrive'),
  REQUEST_TIMEOUT_MS: milliseconds()
    .default(30_000)
    .describe('Time for a whole request to arrive'),
  KEEP_ALIVE_TIMEOUT_MS: milliseconds()
    .default(65_000)
    .describe('Idle time of a connection, longer than that of load balancers'),
  SHUTDOWN_DELAY_MS: milliseconds()
    .default(1_000)
    .describe('Time between not being ready and taking no new requests'),
  SHUTDOWN_TIMEOUT_MS: milliseconds()
    .default(25_000)
    .describe('Time that open requests have to finish'),
} satisfies z.ZodRawShape;

export const databaseSettings = {
  DATABASE_URL: urlLike(
    'postgresql://user:password@host/name',
    'postgres://user:password@host/name',
  ).describe('The PostgreSQL database of the service'),
  DATABASE_POOL_SIZE: z.coerce
    .number()
    .int()
    .min(1)
    .max(100)
    .default(10)
    .describe('Most connections of this replica'),
  DATABASE_CONNECTION_SHARE: z.coerce
    .number()
    .gt(0)
    .max(1)
    .default(0.1)
    .describe("Part of the server's connections this replica may take"),
  DATABASE_STATEMENT_TIMEOUT_MS: milliseconds()
    .default(10_000)
    .describe('Longest time of a statement'),
  DATABASE_START_TIMEOUT_MS: milliseconds()
    .default(20_000)
    .describe('Time to wait at start for a database that is not up yet'),
} satisfies z.ZodRawShape;

export const redisSettings = {
  REDIS_URL: urlLike('redis://host:6379', 'rediss://user:password@host:6379')
    .optional()
    .describe('Redis; without it, a bounded memory of this process'),
} satisfies z.ZodRawShape;

export type CommonConfig = Readonly<
  z.infer<z.ZodObject<typeof commonSettings>>
>;
export type DatabaseConfig = Readonly<
  z.infer<z.ZodObject<typeof databaseSettings>>
>;
export type RedisConfig = Readonly<z.infer<z.ZodObject<typeof redisSettings>>>;
