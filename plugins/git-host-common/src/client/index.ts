export type * from './GitHostApi';
export { GitHostClient } from './GitHostClient';
