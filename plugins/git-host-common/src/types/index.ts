export type * from './AccessToken';
export type * from './GitObjects';
export type * from './PullRequest';
export type * from './Repository';
