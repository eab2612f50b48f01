export { DatabaseRepositoryStore } from './DatabaseRepositoryStore';
export { migrate } from './migrate';
export type * from './RepositoryStore';
export { DatabasePullRequestStore } from './DatabasePullRequestStore';
export type * from './PullRequestStore';
