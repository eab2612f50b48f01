export type { Cache } from './cache/Cache.ts';
export { MemoryCache, type MemoryCacheOptions } from './cache/MemoryCache.ts';
export { openCache, type OpenCacheOptions } from './cache/openCache.ts';
export { openRedis, type OpenRedisOptions } from './cache/openRedis.ts';
export { RedisCache } from './cache/RedisCache.ts';
export {
  createHttpClient,
  type BreakerOptions,
  type HttpClientOptions,
} from './client/createHttpClient.ts';
export type {
  ClientRequest,
  ClientResponse,
  HttpClient,
} from './client/HttpClient.ts';
export type { RetryOptions } from './client/retry.ts';
export { UpstreamError } from './client/UpstreamError.ts';
export { ConfigError } from './config/ConfigError.ts';
export {
  defineConfig,
  type ConfigDefinition,
  type ConfigOptions,
  type Environment,
} from './config/defineConfig.ts';
export {
  commonSettings,
  databaseSettings,
  redisSettings,
  type CommonConfig,
  type DatabaseConfig,
  type RedisConfig,
} from './config/settings.ts';
export {
  flag,
  keyRing,
  milliseconds,
  port,
  urlLike,
} from './config/settingTypes.ts';
export { decodeCursor, encodeCursor } from './data/cursor.ts';
export {
  dependencyFailureOf,
  type DependencyFailure,
} from './data/dependencyFailure.ts';
export { inTransaction } from './data/inTransaction.ts';
export { measureDatabase } from './data/measureDatabase.ts';
export { migrate } from './data/migrate.ts';
export { openDatabase, type OpenDatabaseOptions } from './data/openDatabase.ts';
export { createApp, type AppOptions } from './http/createApp.ts';
export { HttpServer } from './http/HttpServer.ts';
export {
  Problem,
  type FieldError,
  type ProblemOptions,
} from './http/Problem.ts';
export { sendProblem } from './http/sendProblem.ts';
export { setRoute } from './http/setRoute.ts';
export type { Caller } from './identity/Caller.ts';
export {
  createAuthenticator,
  type Authenticate,
} from './identity/createAuthenticator.ts';
export {
  IDENTITY_HEADER,
  IDENTITY_ISSUER,
  signIdentity,
  verifyIdentity,
  type Identity,
} from './identity/identity.ts';
export {
  KeyRing,
  type SignOptions,
  type VerifyOptions,
} from './identity/KeyRing.ts';
export type { Claims } from './identity/Keys.ts';
export { TokenError, type TokenFault } from './identity/TokenError.ts';
export { systemClock, type Clock } from './lifecycle/Clock.ts';
export { Lifecycle } from './lifecycle/Lifecycle.ts';
export {
  Readiness,
  type DependencyCheck,
  type ReadinessReport,
} from './lifecycle/Readiness.ts';
export { Repeating, type RepeatingOptions } from './lifecycle/Repeating.ts';
export { withTimeout } from './lifecycle/withTimeout.ts';
export { createMetrics, type Metrics } from './metrics/createMetrics.ts';
export { DURATION_BUCKETS } from './metrics/durationBuckets.ts';
export { accessOf, type Access } from './openapi/accessOf.ts';
export { dereference } from './openapi/dereference.ts';
export {
  operation,
  type Handler,
  type OperationInput,
  type OperationResult,
} from './openapi/Handler.ts';
export { loadOpenApi } from './openapi/loadOpenApi.ts';
export { mergeOpenApi, type MergeOptions } from './openapi/mergeOpenApi.ts';
export type {
  Answer,
  MediaType,
  OpenApiDocument,
  Operation,
  Parameter,
  RequestBody,
} from './openapi/OpenApiDocument.ts';
export {
  operationsOf,
  type Method,
  type PlacedOperation,
} from './openapi/operations.ts';
export { SchemaCompiler } from './openapi/SchemaCompiler.ts';
export {
  defineService,
  type Parts,
  type Service,
  type ServiceApp,
} from './service/Service.ts';
export { runService } from './service/runService.ts';
export {
  startService,
  type RunningService,
  type StartOverrides,
} from './service/startService.ts';
export {
  currentTrace,
  outgoingHeaders,
  traceProcessing,
  traceSending,
  type TraceContext,
} from './telemetry/propagation.ts';
export { createLogger } from './telemetry/createLogger.ts';
export type { Logger } from 'pino';
