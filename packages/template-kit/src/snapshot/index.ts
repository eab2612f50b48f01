export { compareSnapshot, snapshotOf, writeSnapshot } from './snapshot';
