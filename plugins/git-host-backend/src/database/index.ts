export { DatabaseRepositoryStore } from './DatabaseRepositoryStore';
export { migrate } from './migrate';
export type * from './RepositoryStore';
