export { createRepositoryOwnerDecision } from './createRepositoryOwnerDecision';
export * from './permissions';
