export { checkMutation, type MutationResult } from './checkMutation';
export { applyMutation, readMutations, type Mutation } from './Mutation';
