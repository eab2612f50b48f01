export * from './types';
export * from './permissions';
export type { ConnectionsApi } from './ConnectionsApi';
export { ConnectionsClient } from './ConnectionsClient';
export { describeFailure } from './describeFailure';
