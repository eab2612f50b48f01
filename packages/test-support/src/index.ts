export { createTestDatabase } from './createTestDatabase';
export type { TestDatabase } from './createTestDatabase';
export { startTestDatabaseServer } from './testDatabaseServer';
