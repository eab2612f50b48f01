export { createTestDatabase, type TestDatabase } from './createTestDatabase.ts';
export {
  startTestService,
  type Reply,
  type TestCaller,
  type TestRequest,
  type TestService,
} from './startTestService.ts';
export { TestClock } from './TestClock.ts';
export { testEnvironment, testKeys } from './testEnvironment.ts';
