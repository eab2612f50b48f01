export {
  findBadInputProblems,
  type BadInputResult,
} from './findBadInputProblems';
export { findInjections } from './findInjections';
export { hostileText } from './hostileText';
