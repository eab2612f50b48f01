export { catalogModuleOwnerUnregister as default } from './module';
export type {
  UnregisterPlan,
  UnregisterPlanEntity,
  UnregisterResult,
} from './types';
