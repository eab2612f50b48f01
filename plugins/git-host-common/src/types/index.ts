export type * from './AccessToken';
export type * from './Commits';
export type * from './GitObjects';
export type * from './PullRequest';
export type * from './Repository';
