export { createTestDatabase, type TestDatabase } from './createTestDatabase.ts';
export {
  startTestService,
  type Reply,
  type TestCaller,
  type TestRequest,
  type TestService,
} from './startTestService.ts';
export {
  findRedisServer,
  startRedis,
  withoutRedis,
  type TestRedis,
} from './startRedis.ts';
export { TestClock } from './TestClock.ts';
export { testEnvironment, testKeys } from './testEnvironment.ts';
export { waitFor } from './waitFor.ts';
