export type * from './GoldenPathApi';
export { GoldenPathClient } from './GoldenPathClient';
