export type { GoldenPathLayer, GoldenPathManifest } from './GoldenPathManifest';
export { describeLibraryPathProblem } from './describeLibraryPathProblem';
export { parseManifest } from './parseManifest';
