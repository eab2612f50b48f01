export {
  compareSnapshot,
  compareTexts,
  snapshotOf,
  writeSnapshot,
} from './snapshot';
