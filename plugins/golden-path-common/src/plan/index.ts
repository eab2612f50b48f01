export type * from './Plan';
