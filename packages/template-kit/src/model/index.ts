export { combineAll, combinePairwise, nameOf } from './combine';
export { measureCoverage, type PairCoverage } from './measureCoverage';
export {
  isAllowed,
  type Choice,
  type Combination,
  type Exclusion,
  type ParameterModel,
} from './ParameterModel';
export { readKitFile, type KitFile } from './readKitFile';
export { readParameterModel, type ParameterPage } from './readParameterModel';
