export { DatabaseRepositoryStore } from './DatabaseRepositoryStore';
export type * from './RepositoryStore';
export { DatabasePullRequestStore } from './DatabasePullRequestStore';
export type * from './PullRequestStore';
